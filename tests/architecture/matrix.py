"""Who may do what: the expected table, one line for each route, operation and command.

A new route, operation or command without a line here fails test_access_matrix.

Who, in routes and operations:
  open          everybody, also without signing in
  known         everybody who signed in or holds a token, also without a post
  power names   whoever holds one of these powers; to all others the page looks absent
Who, in commands (see ROLES in the test): handle is the lead unit, cohandle the co-handling unit, elsewhere a handler of
a unit that has nothing to do with it; powerless holds a post without powers, postless none; resident did not sign in.
"""

WEB = """
home                              known
workbench:page                    known
cases:list                        known
cases:export                      known
cases:new                         known                           GET POST
cases:rebounds                    known
cases:rebounds_export             known
cases:risk                        supervise inspect lead
cases:file                        known
cases:thumbnail                   known
cases:page                        known
cases:step                        known                           GET POST
places:list                       known
places:export                     known
places:new                        supervise configure             GET POST
places:import                     supervise configure             GET POST
places:import_confirm             supervise configure             POST
places:map                        known
places:map_points                 known
places:map_areas                  known
places:areas                      known
places:areas_import               supervise configure             GET POST
places:areas_import_confirm       supervise configure             POST
places:page                       known
places:change                     supervise configure             GET POST
places:retire                     supervise configure             GET POST
places:restore                    supervise configure             POST
intake:list                       supervise                       GET POST
intake:page                       supervise
intake:original                   supervise
intake:accept_all                 supervise                       POST
intake:give                       supervise                       POST
intake:merge                      supervise                       POST
intake:undo                       supervise                       POST
intake:send                       supervise                       POST
intake:draft                      supervise
intake:accept                     supervise                       POST
intake:drop                       supervise                       POST
intake:reopen                     supervise                       POST
intake:unit                       supervise                       POST
intake:edit                       supervise                       GET POST
intake:split                      supervise                       GET POST
visits:list                       inspect supervise lead discipline
visits:new                        supervise                       GET POST
visits:round                      inspect supervise lead discipline
visits:draw                       supervise                       POST
visits:close                      supervise                       POST
visits:redraw                     inspect supervise lead discipline
visits:scores                     inspect supervise lead discipline
visits:skip                       inspect supervise               GET POST
visits:visit                      known
visits:void                       inspect supervise               GET POST
visits:place                      inspect supervise lead discipline handle
visits:picture                    known
visits:thumbnail                  known
visits:gaps                       inspect supervise lead discipline handle
visits:gaps_export                inspect supervise lead discipline handle
inbox:list                        known
inbox:read_all                    known                           POST
inbox:open                        known                           POST
me:page                           known
me:hats                           known
me:wear                           known                           POST
settings:overview                 known
settings:dictionary               known
settings:dictionary_load          configure                       POST
settings:reading                  configure
settings:import                   configure                       GET POST
settings:import_confirm           configure                       POST
settings:standard_new             configure                       GET POST
settings:standard_change          configure                       GET POST
settings:export                   known
settings:class_new                configure                       GET POST
settings:class                    known
settings:class_change             configure                       GET POST
settings:condition_new            configure                       GET POST
settings:condition_replace        configure                       GET POST
settings:condition_end            configure                       GET POST
settings:systems                  known
settings:systems_load             configure                       POST
settings:systems_compare          known
settings:system_import            configure                       GET POST
settings:system_import_confirm    configure                       POST
settings:system                   known
settings:system_excel             known
settings:system_yaml              known
settings:units                    known
settings:unit_new                 configure                       GET POST
settings:unit                     known
settings:unit_change              configure                       GET POST
settings:post_new                 configure                       GET POST
settings:post_change              configure                       GET POST
settings:people                   configure
settings:person_new               configure                       GET POST
settings:person                   configure
settings:password                 configure                       GET POST
settings:person_change           configure                       GET POST
settings:person_close            configure                       GET POST
settings:person_reopen           configure                       GET POST
settings:second_factor           configure                       GET POST
settings:person_takes             configure                       GET POST
settings:post_taken               configure                       GET POST
settings:leave                    configure                       GET POST
settings:delegate                 configure                       GET POST
settings:delegations              configure
settings:delegation_end           configure                       POST
settings:calendar                 known
settings:hours                    configure                       GET POST
settings:calendar_year            known
settings:calendar_change          configure                       GET POST
settings:calendar_load            configure                       POST
settings:observation_new          configure                       GET POST
settings:district                 configure                       GET POST
settings:jobs                     supervise discipline configure
settings:ledger                   supervise discipline configure
settings:ledger_verify            supervise discipline configure  POST
settings:tokens                   configure
settings:token_new                configure                       GET POST
settings:token_revoke             configure                       POST
field:shell                       inspect supervise lead
field:worker                      open
field:manifest                    open
field:pack                        inspect supervise lead
field:files                       inspect supervise lead          GET POST
field:picture                     inspect supervise lead
field:send                        inspect supervise lead          POST
"""

# Open to everybody known, but whoever holds no post today is told there whom to ask for one.
NEEDS_A_POST = "home workbench:page"

# Pages of libraries, which know nothing of powers; and what answers for addresses under /api/ that are none.
LIBRARY = """
account_login                     open
account_logout                    open
account_inactive                  open
account_reauthenticate            known
account_change_password           known
mfa_index                         known
mfa_authenticate                  open
mfa_reauthenticate                known
mfa_activate_totp                 known
mfa_deactivate_totp               known
mfa_view_recovery_codes           known
mfa_generate_recovery_codes       known
mfa_download_recovery_codes       known
set_language                      open
nothing                           open
"""

DEMO = """
demo:people                       open
demo:become                       open                            POST
"""

# known: the door lets everybody known in; what they see and may do there, the command table says.
API = """
about                             open
list_cases                        known
count_cases                       known
map_cases                         known
read_case                         known
report_case                       known
store_file                        known
read_file                         known
list_documents                    supervise
read_document                     supervise
read_drafts                       supervise
list_classes                      known
list_conditions                   known
list_units                        known
read_me                           known
read_ledger                       known
step_file                         known
step_decline                      known
step_dispatch                     known
step_accept                       known
step_send_back                    known
step_assign                       known
step_ask_extension                known
step_grant_extension              known
step_refuse_extension             known
step_ask_suspension               known
step_grant_suspension             known
step_refuse_suspension            known
step_resume                       known
step_feed_back                    known
step_verify_pass                  known
step_verify_fail                  known
step_urge                         known
step_escalate                     known
step_void                         known
step_observe                      known
step_appeal                       known
step_review_appeal                known
step_decide_appeal                known
step_accept_part                  known
step_feed_back_part               known
step_waive_part                   known
step_link                         known
step_unlink                       known
step_cure                         known
"""

ANYONE_IN_A_POST = "supervise handle elsewhere cohandle inspect lead discipline configure powerless"

COMMANDS = f"""
cases.report                 {ANYONE_IN_A_POST} resident
cases.file                   supervise
cases.decline                supervise
cases.dispatch               supervise lead
cases.accept                 handle
cases.send_back              handle
cases.assign                 handle
cases.ask_extension          handle
cases.grant_extension        supervise
cases.refuse_extension       supervise
cases.ask_suspension         handle
cases.grant_suspension       supervise
cases.refuse_suspension      supervise
cases.resume                 supervise
cases.feed_back              handle
cases.verify_pass            supervise inspect
cases.verify_fail            supervise inspect
cases.urge                   supervise lead
cases.escalate               supervise lead
cases.void                   supervise
cases.tick                   -
cases.observe                supervise inspect
cases.add_sighting           supervise inspect lead
cases.appeal                 handle
cases.review_appeal          supervise
cases.decide_appeal          discipline
cases.accept_part            cohandle
cases.feed_back_part         cohandle
cases.waive_part             supervise
cases.link                   supervise
cases.unlink                 supervise
cases.cure                   supervise
cases.save_observation       configure
cases.train_risk             supervise
evidence.register            {ANYONE_IN_A_POST} postless
intake.register              supervise
intake.accept                supervise
intake.accept_all            supervise
intake.drop                  supervise
intake.edit_draft            supervise
intake.give                  supervise
intake.merge                 supervise
intake.reopen                supervise
intake.send_draft            supervise
intake.split                 supervise
intake.undo                  supervise
notices.mark_read            handle
notices.mark_all_read        {ANYONE_IN_A_POST} postless resident
orgs.add_person              configure
orgs.change_person           configure
orgs.close_person            configure
orgs.delegate                handle configure
orgs.end_delegation          handle configure
orgs.leave_post              configure
orgs.make_token              configure
orgs.reopen_person           configure
orgs.reset_second_factor     configure
orgs.revoke_token            configure
orgs.save_calendar_year      configure
orgs.save_post               configure
orgs.save_unit               configure
orgs.seed_calendar_year      configure
orgs.set_district            configure
orgs.set_password            handle configure
orgs.set_service_hours       configure
orgs.take_post               configure
places.import_areas          supervise configure
places.import_places         supervise configure
places.restore_place         supervise configure
places.retire_place          supervise configure
places.save_area             supervise configure
places.save_place            supervise configure
standards.end_condition      configure
standards.import_conditions  configure
standards.load_example_system  configure
standards.load_packaged      configure
standards.save_class         configure
standards.save_condition     configure
standards.save_standard      configure
standards.save_system        configure
visits.check_case            supervise inspect
visits.close_round           supervise
visits.commit_seed           supervise
visits.draw_round            supervise
visits.make_round            supervise
visits.record_visit          supervise inspect
visits.report_problem        supervise inspect lead
visits.skip_stop             supervise inspect
visits.void_observation      supervise inspect
"""

# What of the loop the clock does by itself.
CLOCK = "cases.tick cases.resume cases.urge cases.escalate cases.report cases.train_risk"


def read(table: str) -> dict[str, tuple[frozenset[str], tuple[str, ...]]]:
    """Return name → (who, methods); without methods it is GET."""
    rows = {}
    for line in table.strip().splitlines():
        name, *words = line.split()
        methods = tuple(word for word in words if word.isupper())
        rows[name] = (frozenset(words) - set(methods) - {"-"}, methods or ("GET",))
    return rows
