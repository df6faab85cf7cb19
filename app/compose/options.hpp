#pragma once

#include "adapters/config/load.hpp"
#include "app/usecase/apply.hpp"
#include "app/usecase/learn.hpp"
#include "app/usecase/plan.hpp"
#include "app/usecase/suggest_rules.hpp"
#include "app/usecase/sync.hpp"
#include "app/usecase/undo.hpp"
#include "app/usecase/watch.hpp"

namespace compose {

// What the user configured, in the terms of each use case: the only place that knows both.
usecase::SyncOptions sync_options(const config::Loaded& loaded);
usecase::LearnOptions learn_options(const config::Loaded& loaded);
/// For every label.
usecase::SuggestRulesOptions suggest_rules_options(const config::Loaded& loaded);
usecase::PlanOptions plan_options(const config::Loaded& loaded);
usecase::ApplyOptions apply_options(const config::Loaded& loaded);
usecase::UndoOptions undo_options(const config::Loaded& loaded);
usecase::WatchOptions watch_options(const config::Loaded& loaded);

} // namespace compose
