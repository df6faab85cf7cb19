#pragma once

#include "ports/result.hpp"

namespace cli {

class Call;

// One file each in this folder; the table in app/cli/verb.cpp names them.
ports::Result<int> run_demo(Call& call);
ports::Result<int> run_auth_login(Call& call);
ports::Result<int> run_auth_status(Call& call);
ports::Result<int> run_auth_logout(Call& call);
ports::Result<int> run_doctor(Call& call);
ports::Result<int> run_sync(Call& call);
ports::Result<int> run_learn(Call& call);
ports::Result<int> run_eval(Call& call);
ports::Result<int> run_rules_check(Call& call);
ports::Result<int> run_rules_suggest(Call& call);
ports::Result<int> run_plan(Call& call);
ports::Result<int> run_show(Call& call);
ports::Result<int> run_apply(Call& call);
ports::Result<int> run_undo(Call& call);
ports::Result<int> run_watch(Call& call);
ports::Result<int> run_explain(Call& call);
ports::Result<int> run_replay(Call& call);
ports::Result<int> run_model_list(Call& call);
ports::Result<int> run_model_rollback(Call& call);
ports::Result<int> run_status(Call& call);
ports::Result<int> run_log(Call& call);
ports::Result<int> run_help(Call& call);
ports::Result<int> run_version(Call& call);

} // namespace cli
