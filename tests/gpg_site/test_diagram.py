from gpg_site.diagram import curves

SDGS, GOALS = list(range(1, 18)), list(range(1, 8))


def test_a_curve_leads_from_the_middle_of_an_sdg_to_the_middle_of_a_goal():
    (first,) = curves([(1, 1, "stated")], SDGS, GOALS)
    (last,) = curves([(7, 17, "stated")], SDGS, GOALS)

    # 1000 / 17 / 2 = 29.4, 1000 / 7 / 2 = 71.4, and the same from the other end.
    assert first["path"] == "M29 0C29 75 71 75 71 150"
    assert last["path"] == "M971 0C971 75 929 75 929 150"


def test_an_editorial_curve_runs_beside_the_stated_one_of_its_pair():
    stated, editorial = curves([(1, 16, "stated"), (1, 16, "editorial")], SDGS, GOALS)

    assert stated["path"] == "M912 0C912 75 71 75 71 150"
    assert editorial["path"] == "M919 0C919 75 78 75 78 150"


def test_rows_of_any_length_and_numbering_have_their_middles():
    (curve,) = curves([(3, 16, "stated")], [5, 16], [3])

    assert curve["path"] == "M750 0C750 75 500 75 500 150"


def test_no_link_is_no_curve():
    assert curves([], SDGS, GOALS) == []
