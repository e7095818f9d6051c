package io.amparo.ticket.ticket;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.regex;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Projection;
import io.amparo.ticket.state.NextDue;
import io.amparo.ticket.state.NextDueListener;
import io.amparo.ticket.state.TicketStateCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Projection of the tickets for lists, by ticket id and version: a list reads small documents only. {@link Tickets} writes it
 * after each change, and {@link TicketEventsConsumer} after a crash between the two writes.
 */
final class TicketSummaries extends Projection<TicketSummary> implements NextDueListener {
    private static final String NUMBER = "state.number";
    private static final String NEXT = "next";
    private static final String CUSTOMER = "state.customerId";
    private static final String VIEWS = "state.views";
    private static final String WORDS = "state.words";
    /** A text after all numbers. */
    private static final String LAST = "\uffff";
    /** A word that no ticket has. */
    private static final String NO_WORD = "";
    private static final List<String> FILTER_FIELDS = List.of("state.status", "state.kind", "state.priority", "state.product",
            "state.owner.id", VIEWS, WORDS);
    private static final Bson SHOWN = Projections.exclude(VIEWS, WORDS);
    /** Fewer are found and sorted faster than an index on the order is searched for them. */
    private static final int FEW = 500;
    private static final String UPDATED_KEY = "updatedKey";
    private static final String PRIORITY_KEY = "priorityKey";
    private static final String DUE_KEY = "dueKey";
    private static final List<String> SORT_FIELDS = Arrays.stream(TicketSort.values()).map(TicketSort::field).distinct().toList();
    /** Company, status and number of a ticket in one text. */
    private static final String STATUS_KEY = "state.statusKey";
    /** A list of more companies and statuses than this reads all of them with one query. */
    private static final int MAX_RANGES = 8;
    private static final int MAX_SHOWN = 2_000;

    /** The versions that this process has stored last: its consumer need not read them. */
    private final Cache<String, Long> shownVersions = recently();
    /** The promises that this process has stored with new tickets: an assignment as promised need not be stored. */
    private final Cache<String, NextDue> promised = Caffeine.newBuilder().executor(Runnable::run).maximumSize(MAX_SHOWN)
            .expireAfterWrite(Duration.ofSeconds(30)).build();

    /** Filter of a ticket list: any of the values of each component; a null or empty component matches all tickets. */
    record Filter(@Nullable Set<String> customerIds, @Nullable Set<Status> statuses, @Nullable Set<Kind> kinds,
            @Nullable Set<Priority> priorities, @Nullable Set<String> products, @Nullable Set<String> ownerIds,
            @Nullable Set<String> views, @Nullable String text, @Nullable String ticketId) {

        Filter(@Nullable Set<String> customerIds, @Nullable Set<Status> statuses, @Nullable Set<Kind> kinds,
                @Nullable Set<Priority> priorities, @Nullable Set<String> products, @Nullable Set<String> ownerIds,
                @Nullable Set<String> views, @Nullable String text) {
            this(customerIds, statuses, kinds, priorities, products, ownerIds, views, text, null);
        }

        static final Filter ALL = new Filter(null, null, null, null, null, null, null, null);

        /** Whether few of very many tickets may match. */
        private boolean isBySearch() {
            return views != null || text != null;
        }

        /** Returns the beginnings of the keys by company and status; empty if this filter does not have both. */
        private List<String> statusKeys() {
            if (customerIds == null || statuses == null) return List.of();
            return customerIds.stream().flatMap(customer -> statuses.stream().map(status -> statusKey(customer, status, "")))
                    .distinct().toList();
        }

        /** Returns what is left to match among tickets with these keys. */
        private Filter withoutStatusKeys() {
            var active = Objects.requireNonNull(statuses).stream().filter(Status::isActive).count();
            var isExact = active == 0 || active == Status.ACTIVE.size();
            return new Filter(null, isExact ? null : statuses, kinds, priorities, products, ownerIds, views, text, ticketId);
        }

        /** Returns the filter for tickets of these customers with one of these keys of views. */
        Filter within(@Nullable Set<String> customers, @Nullable Set<String> keys) {
            return new Filter(customers, statuses, kinds, priorities, products, ownerIds, keys, text, ticketId);
        }
    }

    TicketSummaries(Outbox outbox) {
        super(outbox, "ticket_summaries", indexes().toArray(IndexModel[]::new));
    }

    /** One for each order, also within a company, and one for each other filter. */
    private static List<IndexModel> indexes() {
        var indexes = new ArrayList<IndexModel>();
        for (var field : SORT_FIELDS) {
            indexes.add(new IndexModel(Indexes.descending(field)));
            indexes.add(new IndexModel(Indexes.compoundIndex(Indexes.ascending(CUSTOMER), Indexes.descending(field))));
        }
        indexes.add(new IndexModel(Indexes.descending(STATUS_KEY)));
        for (var field : FILTER_FIELDS)
            indexes.add(new IndexModel(Indexes.compoundIndex(Indexes.ascending(field), Indexes.descending(NUMBER))));
        return indexes;
    }

    private static <T> Cache<String, T> recently() {
        return Caffeine.newBuilder().executor(Runnable::run).maximumSize(MAX_SHOWN).build();
    }

    /** Stores the summary of a ticket, unless the stored one shows a later version. */
    void show(TicketSummary summary) {
        boolean isStored = put(summary.ticketId(), summary.ticketVersion() - 1, summary.ticketVersion(), summary);
        shownVersions.asMap().merge(summary.ticketId(), summary.ticketVersion(), Math::max);
        if (isStored && summary.ticketVersion() == 1 && summary.next() != null) promised.put(summary.ticketId(), summary.next());
    }

    /** Stores the clocks with one bulk write. A summary that is missing after a crash gets its clock when it is written. */
    @Override
    public void showNext(Map<String, NextDue> changed) {
        var parts = new HashMap<String, Part>();
        changed.forEach((ticketId, next) -> {
            var promise = promised.asMap().remove(ticketId);
            if (promise == null || !Objects.equals(promise.clock(), next.clock())) parts.put(ticketId, toPart(ticketId, next));
        });
        putParts(NEXT, parts);
    }

    /** Returns whether the summary shows this version of a ticket or a later one. */
    boolean isUpToDate(String ticketId, long ticketVersion) {
        var shown = shownVersions.getIfPresent(ticketId);
        return shown != null && shown >= ticketVersion
                || find(ticketId).filter(summary -> summary.ticketVersion() >= ticketVersion).isPresent();
    }

    /** Returns summaries without the fields of this build after an id, by id. */
    List<TicketSummary> outdated(String afterId, int limit) {
        return query(and(gt("_id", afterId), eq(STATUS_KEY, null)), Sorts.ascending("_id"), limit);
    }

    /** Writes a summary in the form of this build, unless the stored one shows a later version. */
    void rewrite(TicketSummary summary) {
        put(summary.ticketId(), summary.ticketVersion(), summary.ticketVersion(), summary);
    }

    /**
     * Returns the tickets after a key in an order. An index serves the order, alone or with the company, or one filter with the
     * order by number; other fields filter the documents that it finds.
     */
    List<TicketSummary> page(Filter filter, TicketSort sort, @Nullable String after, int limit) {
        if (filter.isBySearch()) {
            var few = few(filter, sort, after, limit);
            if (few.isPresent()) return few.get();
        }
        var statusKeys = sort.isByNumber() ? filter.statusKeys() : List.<String>of();
        return statusKeys.isEmpty() || statusKeys.size() > MAX_RANGES
                ? pageByOrder(filter, sort, after, limit)
                : pageByStatus(filter.withoutStatusKeys(), statusKeys, sort, after, limit);
    }

    /**
     * Finds a page among few tickets by their ids. For few of many, DocumentDB would read all tickets in the order of the list,
     * 110 ms for 100,000.
     */
    private Optional<List<TicketSummary>> few(Filter filter, TicketSort sort, @Nullable String after, int limit) {
        var keys = texts(all(conditions(filter, sort, after)), sort.field(), FEW);
        if (keys.size() == FEW) return Optional.empty();
        var order = Map.Entry.<String, String>comparingByValue();
        var ids = keys.entrySet().stream().sorted(sort.isDescending() ? order.reversed() : order).limit(limit)
                .map(Map.Entry::getKey).toList();
        var found = ids.isEmpty()
                ? List.<TicketSummary>of()
                : query(and(in("_id", ids), all(conditions(filter))), SHOWN, new Document(), limit);
        // Without a ticket that has just left the filter, the page would look like the last one.
        return found.size() < ids.size() ? Optional.empty() : Optional.of(first(found, sort, limit));
    }

    private List<TicketSummary> pageByOrder(Filter filter, TicketSort sort, @Nullable String after, int limit) {
        return page(conditions(filter, sort, after), sort.isDescending(), sort.field(), limit);
    }

    private static List<Bson> conditions(Filter filter, TicketSort sort, @Nullable String after) {
        var conditions = conditions(filter);
        if (after != null) conditions.add(sort.isDescending() ? lt(sort.field(), after) : gt(sort.field(), after));
        return conditions;
    }

    /**
     * Reads the tickets of each company and status, or all active ones, by number and merges them: the index on one text has
     * exactly these, in this order. With two conditions DocumentDB reads all tickets that match and sorts them, 50 ms for 13,000.
     */
    private List<TicketSummary> pageByStatus(Filter others, List<String> statusKeys, TicketSort sort, @Nullable String after,
            int limit) {
        var found = new ArrayList<TicketSummary>();
        for (var statusKey : statusKeys) {
            var conditions = conditions(others);
            conditions.add(gt(STATUS_KEY, statusKey + (after == null || sort.isDescending() ? "" : after)));
            conditions.add(lt(STATUS_KEY, statusKey + (after == null || !sort.isDescending() ? LAST : after)));
            found.addAll(page(conditions, sort.isDescending(), STATUS_KEY, limit));
        }
        return first(found, sort, limit);
    }

    /** A ticket that has changed its status between two queries is shown once. */
    private static List<TicketSummary> first(List<TicketSummary> found, TicketSort sort, int limit) {
        var byKey = new TreeMap<String, TicketSummary>(
                sort.isDescending() ? Comparator.reverseOrder() : Comparator.naturalOrder());
        found.forEach(ticket -> byKey.put(sort.key(ticket), ticket));
        return byKey.values().stream().limit(limit).toList();
    }

    private List<TicketSummary> page(List<Bson> conditions, boolean descending, String field, int limit) {
        return query(all(conditions), SHOWN, descending ? Sorts.descending(field) : Sorts.ascending(field), limit);
    }

    /** Active statuses have one key: a list of open tickets reads them together. */
    private static String statusKey(String customerId, Status status, String number) {
        return customerId + "/" + (status.isActive() ? "ACTIVE" : status) + "/" + number;
    }

    /** Returns how many tickets match, at most {@code max}. */
    int count(Filter filter, int max) {
        return count(all(conditions(filter)), max);
    }

    private static Bson all(List<Bson> conditions) {
        return conditions.isEmpty() ? empty() : and(conditions);
    }

    private static List<Bson> conditions(Filter filter) {
        var conditions = new ArrayList<Bson>();
        if (filter.ticketId() != null) conditions.add(eq("_id", filter.ticketId()));
        addAnyOf(conditions, VIEWS, filter.views());
        addAnyOf(conditions, CUSTOMER, filter.customerIds());
        addAnyOf(conditions, "state.status", filter.statuses());
        addAnyOf(conditions, "state.kind", filter.kinds());
        addAnyOf(conditions, "state.priority", filter.priorities());
        addAnyOf(conditions, "state.product", filter.products());
        addAnyOf(conditions, "state.owner.id", filter.ownerIds());
        if (filter.text() != null && !filter.text().isBlank()) addText(conditions, SearchWords.query(filter.text()));
        return conditions;
    }

    /** A text without any word finds nothing. */
    private static void addText(List<Bson> conditions, SearchWords.Query text) {
        text.words().forEach(word -> conditions.add(eq(WORDS, word)));
        text.prefixes().forEach(prefix -> conditions.add(regex(WORDS, "^" + Pattern.quote(prefix))));
        if (text.isEmpty()) conditions.add(eq(WORDS, NO_WORD));
    }

    private static void addAnyOf(List<Bson> conditions, String field, @Nullable Set<?> values) {
        if (values != null && !values.isEmpty()) conditions.add(in(field, values.stream().map(Object::toString).toList()));
    }

    @Override
    protected Map<String, Part> partsOfNew(TicketSummary ticket) {
        return ticket.next() == null ? Map.of() : Map.of(NEXT, toPart(ticket.ticketId(), ticket.next()));
    }

    private static Part toPart(String ticketId, NextDue next) {
        var clock = next.clock() == null ? new Document() : TicketStateCodec.encode(next.clock());
        return new Part(next.sequence(), clock.append(DUE_KEY, TicketSort.dueKey(ticketId, next.clock())));
    }

    @Override
    protected TicketSummary withParts(TicketSummary ticket, Document stored) {
        var next = stored.get(NEXT, Document.class);
        if (next == null) return ticket;
        var clock = next.get("content", Document.class);
        return ticket.withNext(new NextDue(next.getLong("sequence"),
                clock == null || !clock.containsKey("metric") ? null : TicketStateCodec.decodeObjective(clock)));
    }

    @Override
    protected Document write(TicketSummary ticket) {
        return TicketSummaryCodec.encode(ticket)
                .append("statusKey", statusKey(ticket.customerId(), ticket.status(), TicketNumber.sortKey(ticket.number())))
                .append(UPDATED_KEY, TicketSort.updatedKey(ticket)).append(PRIORITY_KEY, TicketSort.priorityKey(ticket));
    }

    @Override
    protected TicketSummary read(Document state) {
        return TicketSummaryCodec.decode(state);
    }
}
