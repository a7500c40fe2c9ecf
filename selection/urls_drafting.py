from django.urls import path

from selection.views import draft_acts, draft_criteria, draft_sections, draft_trial, drafts

app_name = "drafting"
urlpatterns = [
    path("<slug:draft>/", drafts.DraftPage.as_view(), name="show"),
    path("<slug:draft>/copy/", draft_acts.Copy.as_view(), name="copy"),
    path("<slug:draft>/call.yaml", draft_acts.Export.as_view(), name="export"),
    path("<slug:draft>/publish/", draft_acts.Publish.as_view(), name="publish"),
    path("<slug:draft>/try/", draft_trial.Trial.as_view(), name="try"),
    path("<slug:draft>/criteria/", draft_criteria.CriteriaPage.as_view(), name="criteria"),
    path("<slug:draft>/criteria/add/<slug:kind>/", draft_criteria.AddCriterion.as_view(), name="add"),
    path("<slug:draft>/criteria/<str:criterion>/", draft_criteria.CriterionPage.as_view(), name="criterion"),
    path("<slug:draft>/<slug:section>/", draft_sections.SectionPage.as_view(), name="section"),
]
