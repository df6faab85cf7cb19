#include "adapters/memory/memory_mail_store.hpp"
#include "tests/contract/mail_store_contract.hpp"

namespace contract {
namespace {

class MemoryWorld final : public MailStoreWorld {
public:
    explicit MemoryWorld(ports::StoreTraits traits) : mail_{traits} { mail_.add_folder({name}); }

    ports::MailStore& store() override { return mail_; }

    [[nodiscard]] std::string folder() const override { return name; }

    ports::Uid add(const domain::Message& message) override { return mail_.add(name, message); }

    void relabel(ports::Uid uid, const domain::LabelEdit& edit) override {
        mail_.relabel(name, uid, edit);
    }

    void remove(ports::Uid uid) override { mail_.remove(name, uid); }

    void renumber() override { mail_.renumber(name, 2); }

    [[nodiscard]] domain::LabelSet labels(ports::Uid uid) const override {
        return mail_.message(name, uid)->labels;
    }

private:
    static constexpr auto name = "All Mail";

    memory::MemoryMailStore mail_;
};

MailStoreCase memory_case(const std::string& name, ports::StoreTraits traits) {
    return {name, [traits] { return std::make_unique<MemoryWorld>(traits); }};
}

INSTANTIATE_TEST_SUITE_P(
    Memory,
    MailStoreContract,
    ::testing::Values(
        memory_case("Gmail", memory::gmail_traits()), memory_case("Plain", memory::plain_traits())
    ),
    mail_case_name
);

} // namespace
} // namespace contract
