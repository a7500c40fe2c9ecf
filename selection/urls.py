from django.urls import path

from core import exports
from selection.views import board, committee, conflicts, dealing, offline, scoring

app_name = "selection"
urlpatterns = [
    path("score/<uuid:mobility>/", scoring.Score.as_view(), name="score"),
    path("score/<uuid:mobility>/abstain/", scoring.Abstain.as_view(), name="abstain"),
    path("score/<uuid:mobility>/leave/", scoring.StepBack.as_view(), name="step_back"),
    path("score/<uuid:mobility>/conflict/", conflicts.Declare.as_view(), name="declare"),
    path("admit/<uuid:mobility>/", committee.Admit.as_view(), name="admit"),
    path("exclude/<uuid:mobility>/", committee.Exclude.as_view(), name="exclude"),
    path("decide/<uuid:mobility>/", board.Decide.as_view(), name="decide"),
    path("award/<uuid:mobility>/", board.AwardLater.as_view(), name="award"),
    path("<slug:call>/", scoring.Queue.as_view(), name="queue"),
    path("<slug:call>/next/", scoring.Next.as_view(), name="next"),
    path("<slug:call>/sheet/", offline.Offline.as_view(), name="offline"),
    path("<slug:call>/sheet.csv", offline.Download.as_view(kind=exports.CSV), name="offline_csv"),
    path("<slug:call>/sheet.xlsx", offline.Download.as_view(kind=exports.XLSX), name="offline_xlsx"),
    path("<slug:call>/committee/", committee.Committee.as_view(), name="committee"),
    path("<slug:call>/committee/seats/", committee.Seating.as_view(), name="seat"),
    path("<slug:call>/committee/<int:seat>/", committee.Mandate.as_view(), name="mandate"),
    path("<slug:call>/committee/<int:seat>/substitute/", committee.Substitute.as_view(), name="substitute"),
    path(
        "<slug:call>/committee/<int:seat>/end/", committee.EndSubstitution.as_view(), name="end_substitution"
    ),
    path("<slug:call>/dealing/", dealing.Dealing.as_view(), name="dealing"),
    path("<slug:call>/dealing/hand/", dealing.Assign.as_view(), name="assign"),
    path("<slug:call>/names/", committee.ShowNames.as_view(), name="show_names"),
    path("<slug:call>/board/", board.Board.as_view(), name="board"),
    path("<slug:call>/close/", board.Close.as_view(), name="close"),
    path("<slug:call>/results/<str:language>/", board.Results.as_view(), name="results"),
    path("<slug:call>/release/", board.ReleaseResults.as_view(), name="release"),
]
