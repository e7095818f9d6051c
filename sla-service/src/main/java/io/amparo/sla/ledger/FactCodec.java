package io.amparo.sla.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.amparo.events.sla.SlaEvent;
import io.amparo.platform.Adapter;
import io.amparo.sla.ledger.TicketFact.CalendarChanged;
import io.amparo.sla.ledger.TicketFact.ContractPlanNamed;
import io.amparo.sla.ledger.TicketFact.CustomerAsked;
import io.amparo.sla.ledger.TicketFact.FixDelivered;
import io.amparo.sla.ledger.TicketFact.KindChanged;
import io.amparo.sla.ledger.TicketFact.MessagesSplit;
import io.amparo.sla.ledger.TicketFact.Opened;
import io.amparo.sla.ledger.TicketFact.Origin;
import io.amparo.sla.ledger.TicketFact.PackagesChanged;
import io.amparo.sla.ledger.TicketFact.PlanChanged;
import io.amparo.sla.ledger.TicketFact.PriorityChanged;
import io.amparo.sla.ledger.TicketFact.ProductNamed;
import io.amparo.sla.ledger.TicketFact.QualifiedBugChanged;
import io.amparo.sla.ledger.TicketFact.StatusChanged;
import io.amparo.sla.ledger.TicketFact.SupportEndChanged;
import io.amparo.sla.ledger.TicketFact.SwitchSkipped;
import io.amparo.sla.ledger.TicketFact.TermsOverridden;
import io.amparo.sla.ledger.TicketFact.TzdataChanged;
import io.amparo.sla.ledger.TicketFact.VendorReplied;
import io.amparo.sla.plan.CalendarVersion;
import io.amparo.sla.plan.PlanVersion;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Encodes facts for events, for documents and for the state store of the engine. The first two carry a term, which names the kind
 * of the fact, and its value as text: {@code PLAN} and {@code gold/2}, for example.
 */
@Adapter
public final class FactCodec {
    /** Term of {@link PackagesChanged}: a package period may begin or end without a fact of its own. */
    public static final String COVER = "COVER";
    private static final Map<String, Form<?>> BY_TERM = new HashMap<>();
    private static final Map<Class<?>, Form<?>> BY_TYPE = new HashMap<>();
    /** The position is the code of the kind in the state store: append only. */
    private static final List<Form<?>> FORMS = List.of(form("OPENED", Opened.class, Opened::kind, Opened::new),
            form("PRIORITY", PriorityChanged.class, PriorityChanged::priority, PriorityChanged::new),
            form("PLAN", PlanChanged.class, fact -> fact.plan().toString(),
                    (origin, text) -> new PlanChanged(origin, PlanVersion.parse(text))),
            form("STATUS", StatusChanged.class, StatusChanged::status, StatusChanged::new),
            form("REPLIED", VendorReplied.class, VendorReplied::agent, VendorReplied::new),
            form("KIND", KindChanged.class, KindChanged::kind, KindChanged::new),
            form("ASKED", CustomerAsked.class, QuestionRunCodec::encode, QuestionRunCodec::decode),
            form("PRODUCT", ProductNamed.class, ProductNamed::productId, ProductNamed::new),
            form("CONTRACT", ContractPlanNamed.class, ContractPlanNamed::planId, ContractPlanNamed::new),
            form(COVER, PackagesChanged.class, fact -> join(";", fact.periods()),
                    (origin, text) -> new PackagesChanged(origin, split(";", text).map(PackagePeriod::parse).toList())),
            form("SUPPORT", SupportEndChanged.class, fact -> emptyIfNull(fact.end()),
                    (origin, text) -> new SupportEndChanged(origin, text.isEmpty() ? null : Instant.parse(text))),
            form("CALENDAR", CalendarChanged.class, fact -> fact.calendar().toString(),
                    (origin, text) -> new CalendarChanged(origin, CalendarVersion.parse(text))),
            form("BUG", QualifiedBugChanged.class, fact -> emptyIfNull(fact.bug()),
                    (origin, text) -> new QualifiedBugChanged(origin, nullIfEmpty(text))),
            form("FIXED", FixDelivered.class, FixDelivered::release, FixDelivered::new),
            form("SKIPPED", SwitchSkipped.class, SwitchSkipped::value, SwitchSkipped::new),
            form("TZDATA", TzdataChanged.class, TzdataChanged::version, TzdataChanged::new),
            form("AGREED", TermsOverridden.class, fact -> TermsOverrideCodec.encode(fact.override()),
                    (origin, text) -> new TermsOverridden(origin, TermsOverrideCodec.decode(text))),
            form("SPLIT", MessagesSplit.class, fact -> join(" ", fact.messageIds()),
                    (origin, text) -> new MessagesSplit(origin, split(" ", text).toList())));

    private record Form<F extends TicketFact>(String term, Class<F> type, Function<F, String> encoder,
            BiFunction<Origin, String, F> decoder) {
        String value(TicketFact fact) {
            return encoder.apply(type.cast(fact));
        }
    }

    private static <F extends TicketFact> Form<F> form(String term, Class<F> type, Function<F, String> encoder,
            BiFunction<Origin, String, F> decoder) {
        var form = new Form<>(term, type, encoder, decoder);
        BY_TERM.put(term, form);
        BY_TYPE.put(type, form);
        return form;
    }

    /** Returns the term that names the kind of a fact. */
    public static String term(TicketFact fact) {
        return BY_TYPE.get(fact.getClass()).term();
    }

    /** Returns the value of a fact as text. */
    public static String value(TicketFact fact) {
        return BY_TYPE.get(fact.getClass()).value(fact);
    }

    /** @throws IllegalArgumentException if the term or the value is not known */
    public static TicketFact decode(String term, Origin origin, String value) {
        var form = BY_TERM.get(term);
        if (form == null) throw new IllegalArgumentException("Unknown term of a fact: " + term);
        return form.decoder().apply(origin, requireNonNull(value, "value"));
    }

    /** Returns the form of a fact in {@code SlaTermsChanged}. */
    public static SlaEvent.Term toEvent(TicketFact fact) {
        return new SlaEvent.Term(fact.cause(), term(fact), value(fact), fact.at(), fact.by(), fact.reason());
    }

    public static TicketFact fromEvent(SlaEvent.Term term) {
        return decode(term.term(), new Origin(term.cause(), term.since(), term.by(), term.reason()), term.value());
    }

    /** Returns the form of a fact in documents. */
    public static Document toDocument(TicketFact fact) {
        return new Document("cause", fact.cause()).append("at", fact.at()).append("term", term(fact)).append("value", value(fact))
                .append("by", fact.by()).append("reason", fact.reason());
    }

    public static TicketFact fromDocument(Document fact) {
        var origin = new Origin(fact.getString("cause"), fact.getDate("at").toInstant(), fact.getString("by"),
                fact.getString("reason"));
        return decode(fact.getString("term"), origin, fact.getString("value"));
    }

    /** Writes the compact form of a fact. A value may exceed the 65,535 bytes of {@code writeUTF}. */
    public static void write(TicketFact fact, DataOutputStream out) throws IOException {
        var form = BY_TYPE.get(fact.getClass());
        var value = form.value(fact).getBytes(UTF_8);
        out.writeUTF(fact.cause());
        out.writeLong(fact.at().toEpochMilli());
        out.writeByte(FORMS.indexOf(form));
        out.writeInt(value.length);
        out.write(value);
        out.writeUTF(emptyIfNull(fact.by()));
        out.writeUTF(emptyIfNull(fact.reason()));
    }

    public static TicketFact read(DataInputStream in) throws IOException {
        var cause = in.readUTF();
        var at = Instant.ofEpochMilli(in.readLong());
        var form = FORMS.get(in.readByte());
        var value = new String(in.readNBytes(in.readInt()), UTF_8);
        return form.decoder().apply(new Origin(cause, at, nullIfEmpty(in.readUTF()), nullIfEmpty(in.readUTF())), value);
    }

    private static String join(String separator, List<?> values) {
        return values.stream().map(Object::toString).collect(joining(separator));
    }

    private static Stream<String> split(String separator, String text) {
        return text.isEmpty() ? Stream.of() : Stream.of(text.split(separator));
    }

    private static String emptyIfNull(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static @Nullable String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }

    private FactCodec() {}
}
