#include "app/lists/list_session_part.h"

#include "app/sessions/session_record.h"

namespace fovea::app
{

namespace
{

constexpr QLatin1String kLists("lists"); ///< of the view: all lists by their pages' names

class ListSnapshot final : public PartSnapshot
{
public:
    ListSnapshot(QString name, ListRecord record) : name_(std::move(name)), record_(std::move(record)) {}

    bool sameContent(const PartSnapshot &other) const override
    {
        return record_.sameItems(static_cast<const ListSnapshot &>(other).record_);
    }

    void write(SessionWriter &session) const override
    {
        QJsonObject lists = session.view()[kLists].toObject();
        lists[name_] = toJson(record_, session.folder());
        session.view()[kLists] = lists;
    }

private:
    QString name_;
    ListRecord record_;
};

} // namespace

std::shared_ptr<const PartSnapshot> ListSessionPart::snapshot() const
{
    return std::make_shared<ListSnapshot>(name_, list_->record());
}

SessionPart::Preparation ListSessionPart::preparation() const
{
    return [name = name_](SessionReader &session) {
        QJsonObject lists = session.view()[kLists].toObject();
        if (!lists.contains(name))
            return;
        lists[name] = located(lists[name].toObject(), session.folder());
        session.view()[kLists] = lists;
    };
}

/// A list of which the file says nothing, as those of older programs, stays.
void ListSessionPart::open(const SessionReader &session, std::function<void()> done)
{
    const QJsonObject lists = session.view()[kLists].toObject();
    if (lists.contains(name_))
        list_->openRecord(listFromJson(lists[name_].toObject()));
    done();
}

} // namespace fovea::app
