from django.urls import path

from . import views

app_name = "themes"

urlpatterns = [
    path("<edition:edition>/matrix/", views.matrix, name="matrix"),
    path("<edition:edition>/themes/", views.theme_list, name="theme_list"),
    path("<edition:edition>/themes/<number:number>/", views.theme, name="theme"),
    path(
        "<edition:edition>/themes/<number:theme>/commitments/<number:number>/",
        views.commitment,
        name="commitment",
    ),
]
