from goals.answers import CITED, page

from . import views

app_name = "themes"

urlpatterns = [
    *page("<edition:edition>/matrix/", views.matrix, name="matrix"),
    *page("<edition:edition>/themes/", views.theme_list, name="theme_list"),
    *page("<edition:edition>/themes/<number:number>/", views.theme, name="theme", endings=CITED),
    *page(
        "<edition:edition>/themes/<number:theme>/commitments/<number:number>/",
        views.commitment,
        name="commitment",
        endings=CITED,
    ),
]
