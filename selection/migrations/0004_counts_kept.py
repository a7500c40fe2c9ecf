"""The database repeats what counts go by, and counts (ADR 34).

Order of locks: mobility, assessment, sheet – the order in which the operations take them. Counting itself waits for
nobody: rows of a count that another transaction holds are passed over, and its own row is added beside them.
"""

from django.db import migrations

# A row that is written always takes over what its source says now; a row object at hand that is stale changes nothing.
REPEAT = """
create function selection_repeat_application() returns trigger language plpgsql as $$
begin
  select number, stage into strict new.number, new.stage from mobility_mobility where id = new.mobility_id for share;
  return new;
end $$;
create trigger repeats_application before insert or update of number, stage on selection_assessment
  for each row execute function selection_repeat_application();

create function selection_repeat_decision() returns trigger language plpgsql as $$
begin
  new.pending := coalesce(
    (select outcome from selection_decision where assessment_id = new.id and released_at is null), '');
  return new;
end $$;
create trigger repeats_decision before insert or update of pending on selection_assessment
  for each row execute function selection_repeat_decision();

create function selection_repeat_stage() returns trigger language plpgsql as $$
begin
  select stage into strict new.stage from selection_assessment where id = new.assessment_id for share;
  return new;
end $$;
create trigger repeats_stage before insert or update of stage on selection_sheet
  for each row execute function selection_repeat_stage();
"""

# What a source says anew is passed on.
TELL = """
create function selection_application_changed() returns trigger language plpgsql as $$
begin
  update selection_assessment set number = new.number, stage = new.stage where mobility_id = new.id;
  return null;
end $$;
create trigger tells_selection after update of number, stage on mobility_mobility for each row
  when (old.number <> new.number or old.stage <> new.stage) execute function selection_application_changed();

create function selection_stage_changed() returns trigger language plpgsql as $$
begin
  update selection_sheet set stage = new.stage where assessment_id = new.id;
  return null;
end $$;
create trigger tells_sheets after update on selection_assessment for each row
  when (old.stage <> new.stage) execute function selection_stage_changed();

create function selection_decision_changed() returns trigger language plpgsql as $$
begin
  update selection_assessment set pending = pending where id = coalesce(new.assessment_id, old.assessment_id);
  return null;
end $$;
create trigger tells_assessment after insert or delete or update of outcome, released_at on selection_decision
  for each row execute function selection_decision_changed();
"""

COUNT_SHEETS = """
create function selection_add_sheets(
  of_university bigint, of_member bigint, of_call bigint, of_person bigint, in_stage text, in_state text, more bigint)
returns void language sql as $$
  with folded as (
    delete from selection_sheetcount where id = any (array(
      select id from selection_sheetcount
       where call_id = of_call and person_id = of_person and stage = in_stage and state = in_state
         for update skip locked))
    returning sheets)
  insert into selection_sheetcount (university_id, member_id, call_id, person_id, stage, state, sheets)
  select of_university, of_member, of_call, of_person, in_stage, in_state, more + coalesce(sum(sheets), 0)
    from folded having more + coalesce(sum(sheets), 0) <> 0
$$;
create function selection_count_sheets() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    perform selection_add_sheets(
              sheet.university_id, sheet.member_id, sheet.call_id, sheet.person_id, sheet.stage,
              sheet.state, sum(sheet.one))
       from come as after join gone as before using (id) cross join lateral (values
              (after.university_id, after.member_id, after.call_id, after.person_id, after.stage, after.state, 1),
              (before.university_id, before.member_id, before.call_id, before.person_id, before.stage,
               before.state, -1)
            ) as sheet (university_id, member_id, call_id, person_id, stage, state, one)
      group by sheet.university_id, sheet.member_id, sheet.call_id, sheet.person_id, sheet.stage,
               sheet.state having sum(sheet.one) <> 0;
  elsif tg_op = 'INSERT' then
    perform selection_add_sheets(university_id, member_id, call_id, person_id, stage, state, count(*))
       from come group by university_id, member_id, call_id, person_id, stage, state;
  else
    perform selection_add_sheets(university_id, member_id, call_id, person_id, stage, state, -count(*))
       from gone group by university_id, member_id, call_id, person_id, stage, state;
  end if;
  return null;
end $$;
"""

COUNT_LINES = """
create function selection_add_lines(
  of_university bigint, of_member bigint, of_call bigint, of_batch bigint, in_stage text, as_proposed text,
  as_pending text, with_rank boolean, when_closed boolean, more bigint)
returns void language sql as $$
  with folded as (
    delete from selection_linecount where id = any (array(
      select id from selection_linecount
       where call_id = of_call and batch_id is not distinct from of_batch and stage = in_stage
         and proposed = as_proposed and pending = as_pending and is_ranked = with_rank and is_closed = when_closed
         for update skip locked))
    returning lines)
  insert into selection_linecount
         (university_id, member_id, call_id, batch_id, stage, proposed, pending, is_ranked, is_closed, lines)
  select of_university, of_member, of_call, of_batch, in_stage, as_proposed, as_pending, with_rank, when_closed,
         more + coalesce(sum(lines), 0)
    from folded having more + coalesce(sum(lines), 0) <> 0
$$;
create function selection_count_lines() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    perform selection_add_lines(
              line.university_id, line.member_id, line.call_id, line.batch_id, line.stage, line.proposed,
              line.pending, line.is_ranked, line.is_closed, sum(line.one))
       from come as after join gone as before using (id) cross join lateral (values
              (after.university_id, after.member_id, after.call_id, after.batch_id, after.stage, after.proposed,
               after.pending, after.rank is not null, after.closed_at is not null, 1),
              (before.university_id, before.member_id, before.call_id, before.batch_id, before.stage,
               before.proposed, before.pending, before.rank is not null, before.closed_at is not null, -1)
            ) as line (university_id, member_id, call_id, batch_id, stage, proposed, pending, is_ranked, is_closed,
                       one)
      group by line.university_id, line.member_id, line.call_id, line.batch_id, line.stage, line.proposed,
               line.pending, line.is_ranked, line.is_closed having sum(line.one) <> 0;
  elsif tg_op = 'INSERT' then
    perform selection_add_lines(
              university_id, member_id, call_id, batch_id, stage, proposed, pending, rank is not null,
              closed_at is not null, count(*))
       from come group by university_id, member_id, call_id, batch_id, stage, proposed, pending, rank is not null,
               closed_at is not null;
  else
    perform selection_add_lines(
              university_id, member_id, call_id, batch_id, stage, proposed, pending, rank is not null,
              closed_at is not null, -count(*))
       from gone group by university_id, member_id, call_id, batch_id, stage, proposed, pending, rank is not null,
               closed_at is not null;
  end if;
  return null;
end $$;
"""


def triggers(table: str, function: str) -> str:
    """One trigger a kind of statement: each is told of all rows that the statement wrote."""
    told = {
        "insert": "new table as come",
        "update": "old table as gone new table as come",
        "delete": "old table as gone",
    }
    return "".join(
        f"create trigger counts_{verb} after {verb} on {table} referencing {rows}"
        f" for each statement execute function {function}();"
        for verb, rows in told.items()
    )


# The rows that are there: the owner is let through the walls for as long as this takes.
TABLES = (
    "mobility_mobility",
    "selection_assessment",
    "selection_sheet",
    "selection_decision",
    "selection_sheetcount",
    "selection_linecount",
)
LET_THROUGH = "".join(f"alter table {table} no force row level security;" for table in TABLES)
WALL = "".join(f"alter table {table} force row level security;" for table in TABLES)
TAKE_OVER = """
update selection_assessment set number = number, pending = pending;
update selection_sheet set stage = stage;
insert into selection_sheetcount (university_id, member_id, call_id, person_id, stage, state, sheets)
select university_id, member_id, call_id, person_id, stage, state, count(*)
  from selection_sheet group by university_id, member_id, call_id, person_id, stage, state;
insert into selection_linecount
       (university_id, member_id, call_id, batch_id, stage, proposed, pending, is_ranked, is_closed, lines)
select university_id, member_id, call_id, batch_id, stage, proposed, pending, rank is not null,
       closed_at is not null, count(*)
  from selection_assessment
 group by university_id, member_id, call_id, batch_id, stage, proposed, pending, rank is not null,
               closed_at is not null;
set constraints all immediate;
"""
# The functions of the triggers go with everything that hangs on them.
UNDO = """
drop function selection_count_sheets, selection_count_lines, selection_decision_changed, selection_stage_changed,
  selection_application_changed, selection_repeat_stage, selection_repeat_decision, selection_repeat_application cascade;
drop function selection_add_sheets, selection_add_lines;
delete from selection_sheetcount;
delete from selection_linecount;
"""


class Migration(migrations.Migration):
    dependencies = [("selection", "0003_what_counts_go_by")]

    operations = [
        migrations.RunSQL(REPEAT, UNDO),
        migrations.RunSQL(LET_THROUGH + TAKE_OVER + WALL, migrations.RunSQL.noop),
        migrations.RunSQL(TELL + COUNT_SHEETS + COUNT_LINES, migrations.RunSQL.noop),
        migrations.RunSQL(triggers("selection_sheet", "selection_count_sheets"), migrations.RunSQL.noop),
        migrations.RunSQL(triggers("selection_assessment", "selection_count_lines"), migrations.RunSQL.noop),
    ]
