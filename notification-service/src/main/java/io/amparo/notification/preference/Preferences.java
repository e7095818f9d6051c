package io.amparo.notification.preference;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.ne;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.notification.preference.Preference.Choice;
import io.amparo.notification.rule.MailChoice;
import io.amparo.notification.rule.NoticeKind;
import io.amparo.platform.Ids;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.LookupCache;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Store of the preferences, by account. A person who has saved none has version 0. */
public final class Preferences extends AggregateStore<Preference, Void> {

    /** Bounds the accounts that lose a person at once. */
    private static final int MAX_ACCOUNTS = 100;

    private final LookupCache<String, Preference> lookups = new LookupCache<>();

    public Preferences(Outbox outbox) {
        super(outbox.withoutEvents(), "preferences", new IndexModel(Indexes.ascending("state.people")));
    }

    /**
     * Returns the preferences of a recipient; the rules alone if there are none. Served by the index on {@code people}. What
     * another process has saved counts at most 5 s later.
     *
     * @param recipient person id or account
     */
    public Preference of(String recipient) {
        return lookups.get(recipient, () -> List.of(query(eq("state.people", recipient), Sorts.ascending("_id"), 1).stream()
                .findFirst().map(Versioned::state).orElseGet(() -> Preference.none(recipient, recipient)))).getFirst();
    }

    /** A person who has saved none may have unsubscribed by a mail: that is what the first save changes. */
    Versioned<Preference> ofAccount(String account, String person) {
        return find(account).orElseGet(() -> {
            var choices = find(person).map(unsubscribed -> unsubscribed.state().choices()).orElse(Map.of());
            return new Versioned<>(account, 0,
                    new Preference(account, person, choices, Preference.DEFAULT_DIGEST, null, null, null));
        });
    }

    /**
     * Ends mails without a sign-in. Idempotent. A person who has saved no preferences gets some under the person id, until an
     * account saves as this person.
     *
     * @param recipient person id
     * @param kind kind of the mails; empty for the daily summary
     */
    public void unsubscribe(String recipient, Optional<NoticeKind> kind) {
        try {
            var stored = query(eq("state.people", recipient), Sorts.ascending("_id"), 1).stream().findFirst();
            var preference = stored.map(Versioned::state).orElseGet(() -> Preference.none(recipient, recipient));
            var id = preference.account();
            var kinds = kind.map(List::of).orElseGet(preference::digestKinds);
            if (kinds.stream().allMatch(each -> preference.choice(each).mail() == MailChoice.NONE)) return;
            var cause = "unsubscribe/" + kind.map(Enum::name).orElse("digest") + "/" + stored.map(Versioned::version).orElse(0L);
            // The change is made to the state at the time of the write, which another save may have changed.
            if (stored.isPresent() || !insert(id, cause, preference.withoutMail(kinds)))
                update(id, cause, current -> current.withoutMail(kind.map(List::of).orElseGet(current::digestKinds)));
        } finally {
            lookups.changed();
        }
    }

    /** @throws ApiException 412 if the preferences have another version */
    Versioned<Preference> save(Preference saved, long version) {
        try {
            var replaced = replace(saved, version);
            if (!saved.person().equals(saved.account())) release(saved, replaced.version());
            return replaced;
        } finally {
            lookups.changed();
        }
    }

    /** The last save counts for the person: a former account with the same address must not. */
    private void release(Preference saved, long version) {
        for (var each : query(and(eq("state.people", saved.person()), ne("_id", saved.account())), Sorts.ascending("_id"),
                MAX_ACCOUNTS))
            if (each.id().equals(saved.person()))
            delete(each.id());
            else
            update(each.id(), "release/" + saved.account() + "/" + version, Preference::withoutPerson);
    }

    private Versioned<Preference> replace(Preference saved, long version) {
        var account = saved.account();
        Change<Preference, Void> change = Change.of(saved, List.of());
        // Names the content, so that a repeated request succeeds and another one with the same version does not.
        var cause = "save/" + Ids.uuidOf(saved.toString()) + "/" + version;
        if (find(account).isPresent()) return updateAndFind(account, cause, version, _ -> change);
        if (version != 0 || !insert(account, cause, change)) throw ApiException.of(HttpStatus.PRECONDITION_FAILED, "stale");
        return find(account).orElseThrow();
    }

    @Override
    protected Document write(Preference preference) {
        var choices = new Document();
        preference.choices().forEach((kind, choice) -> choices.append(kind.name(),
                new Document("inbox", choice.inbox()).append("mail", choice.mail().name())));
        return new Document("account", preference.account()).append("person", preference.person())
                .append("people", Stream.of(preference.account(), preference.person()).distinct().toList())
                .append("choices", choices).append("digestAt", preference.digestAt().toString())
                .append("quietHours", encode(preference.quietHours())).append("language", preference.language())
                .append("zone", preference.zone() == null ? null : preference.zone().getId());
    }

    private static @Nullable Document encode(@Nullable QuietHours quiet) {
        return quiet == null
                ? null
                : new Document("from", quiet.from().toString()).append("to", quiet.to().toString()).append("urgentToo",
                        quiet.urgentToo());
    }

    @Override
    protected Preference read(Document state) {
        var quiet = state.get("quietHours", Document.class);
        var zone = state.getString("zone");
        return new Preference(state.getString("account"), state.getString("person"),
                choices(state.get("choices", Document.class)), LocalTime.parse(state.getString("digestAt")),
                quiet == null
                        ? null
                        : new QuietHours(LocalTime.parse(quiet.getString("from")), LocalTime.parse(quiet.getString("to")),
                                quiet.getBoolean("urgentToo")),
                state.getString("language"), zone == null ? null : ZoneId.of(zone));
    }

    private static Map<NoticeKind, Choice> choices(Document stored) {
        var choices = new EnumMap<NoticeKind, Choice>(NoticeKind.class);
        for (var kind : NoticeKind.values()) {
            var choice = stored.get(kind.name(), Document.class);
            if (choice != null)
                choices.put(kind, new Choice(choice.getBoolean("inbox"), MailChoice.valueOf(choice.getString("mail"))));
        }
        return choices;
    }
}
