"""The staff's side in a real browser, under the same strict policy as the public one."""


def save(desk):
    """Saves a form, and confirms what that changes in public."""
    for _press in range(2):
        desk.get_by_role("button", name="Save", exact=True).first.click()


def test_a_change_is_public_at_once_and_nothing_breaks_the_policy(desk):
    desk.goto("/staff/goals/goal/?q=illicit+markets")
    desk.get_by_role("link", name="Illicit markets").click()
    desk.get_by_label("Short title").fill("Illicit trade")
    save(desk)
    assert "was changed successfully" in desk.locator(".messagelist").inner_text()

    desk.goto("/2017/goals/6/")

    assert desk.locator(".kicker").inner_text() == "Goal 6 of 7. Illicit trade"


def test_a_topic_is_chosen_by_typing_its_name(desk):
    desk.goto("/staff/goals/objective/?q=critical+infrastructures")
    desk.get_by_role("link", name="4.4").click()
    desk.locator(".field-topics .select2-selection").click()
    desk.keyboard.type("partner", delay=20)
    desk.get_by_role("option", name="Partnerships").click()
    save(desk)

    desk.goto("/2017/goals/4/objectives/4/")

    assert desk.locator("main .topics").first.inner_text().split("\n") == [
        "Cybercrime",
        "Partnerships",
    ]
