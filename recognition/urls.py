"""Pages below a mobility's `recognition/`."""

from django.urls import path

from recognition.views import effects, records

app_name = "recognition"
urlpatterns = [
    path("", records.EntryShow.as_view(), name="entry"),
    path("record/", records.Record.as_view(), name="record"),
    path("promises/", effects.Promises.as_view(), name="promises"),
    path("promises/<int:promise>/", effects.PromiseKept.as_view(), name="promise"),
    path("follow-up/", effects.AnswerFollowUp.as_view(), name="follow_up"),
    path("waive/", effects.Waive.as_view(), name="waive"),
]
