from django.urls import path

from core import exports
from selection.views import (
    board,
    committee,
    conflicts,
    dealing,
    figures,
    lists,
    meeting,
    offline,
    proposals,
    scoring,
)

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
    path("meeting/<uuid:mobility>/", meeting.Agree.as_view(), name="agree"),
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
    path("<slug:call>/meeting/", meeting.Meeting.as_view(), name="meeting"),
    path("<slug:call>/meeting/open/", meeting.OpenMeeting.as_view(), name="open_meeting"),
    path("<slug:call>/meeting/notes/", meeting.Notes.as_view(), name="meeting_notes"),
    path("<slug:call>/meeting/minutes/", meeting.AskMinutes.as_view(), name="ask_minutes"),
    path("<slug:call>/meeting/minutes/<str:language>/", meeting.PrintedMinutes.as_view(), name="minutes"),
    path("<slug:call>/proposal/", proposals.TakeOver.as_view(), name="take_over"),
    path("<slug:call>/figures/", figures.Figures.as_view(), name="figures"),
    path("<slug:call>/board/what-if/", lists.Outlook.as_view(), name="outlook"),
    path("<slug:call>/lists/", lists.Lists.as_view(), name="lists"),
    path("<slug:call>/lists/file.xlsx", lists.ListsFile.as_view(), name="lists_file"),
    path("<slug:call>/lists/publication.xlsx", lists.ListsPublic.as_view(), name="lists_public"),
    path("<slug:call>/close/", board.Close.as_view(), name="close"),
    path("<slug:call>/results/<str:language>/", board.Results.as_view(), name="results"),
    path("<slug:call>/release/", lists.ReleaseResults.as_view(), name="release"),
]
