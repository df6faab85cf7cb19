#pragma once

#include "testserver/scenario/catalogue.hpp"

#include <span>

namespace testserver {

// The families of FAULTS B, in its order.

std::span<const CatalogueRow> transport_rows();
std::span<const CatalogueRow> tls_rows();
std::span<const CatalogueRow> login_rows();
std::span<const CatalogueRow> command_rows();
std::span<const CatalogueRow> literal_and_idle_rows();
std::span<const CatalogueRow> mailbox_rows();
std::span<const CatalogueRow> policy_rows();
std::span<const CatalogueRow> oauth_rows();
std::span<const CatalogueRow> outside_rows();

} // namespace testserver
