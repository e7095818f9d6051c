package io.amparo.entitlement.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;

import io.amparo.entitlement.policy.Policies;
import io.amparo.entitlement.contract.BulkCustomers;
import io.amparo.entitlement.contract.BulkCustomers.Edit;
import io.amparo.entitlement.contract.BulkCustomers.Use;
import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.contract.DomainCheck;
import io.amparo.platform.Ids;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.IdempotencyKey;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Imports a CSV file of customers as a job, 100 customers at a time; a dry run only reports. Idempotent: the same request finds
 * the job of the first one, and lines that are there already change nothing. A report is kept for 30 days.
 */
final class ImportCustomers {
    private static final Logger LOG = System.getLogger(ImportCustomers.class.getName());
    private static final int HASH_BYTES = 16;
    /** How long the report of an import can be read. */
    private static final Duration REPORT_KEPT = Duration.ofDays(30);

    /** @param id id of the job; the same on every retry of one request */
    record Command(String id, byte[] content, boolean dryRun, String by) {}

    private final BulkCustomers customers;
    private final ImportJobs jobs;
    private final DomainCheck domainCheck;
    private final Policies policies;
    private final Predicate<String> isPublishedPlan;
    private final Executor executor;
    private final Clock clock;
    /** A file has 20,000 lines, which are in memory. */
    private final Semaphore running = new Semaphore(1);

    ImportCustomers(BulkCustomers customers, ImportJobs jobs, DomainCheck domainCheck, Policies policies,
            Predicate<String> isPublishedPlan, Executor executor, Clock clock) {
        this.customers = customers;
        this.jobs = jobs;
        this.domainCheck = domainCheck;
        this.policies = policies;
        this.isPublishedPlan = isPublishedPlan;
        this.executor = executor;
        this.clock = clock;
    }

    /** @throws ApiException 422 if the file is no CSV of customers, 409 while this instance imports another file */
    ImportJob handle(Command command) {
        var hash = Ids.sha256Of(command.dryRun() + "\n" + new String(command.content(), UTF_8), HASH_BYTES);
        var earlier = jobs.find(command.id());
        if (earlier.isPresent()) return requireSame(earlier.get(), hash);
        var lines = CustomerCsv.read(command.content());
        jobs.deleteOlderThan(clock.instant().minus(REPORT_KEPT));
        if (!running.tryAcquire()) throw ApiException.conflict("import-running");
        var job = ImportJob.start(command.id(), hash, command.by(), command.dryRun(), lines.size(), clock.instant());
        boolean started = false;
        try {
            if (!jobs.insert(job)) return requireSame(jobs.find(job.id()).orElseThrow(), hash);
            executor.execute(() -> run(job, lines));
            started = true;
            return job;
        } finally {
            if (!started) running.release();
        }
    }

    private static ImportJob requireSame(ImportJob job, String hash) {
        if (!job.contentHash().equals(hash)) throw ApiException.keyReused(IdempotencyKey.HEADER);
        return job;
    }

    private void run(ImportJob started, List<CsvLine> lines) {
        var job = started;
        try {
            for (var batch : batches(lines)) {
                job = runBatch(job, batch);
                jobs.update(job);
            }
            jobs.update(job.end(ImportState.DONE, clock.instant()));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Import {0} of customers failed after {1} lines; it can be repeated", job.id(), job.processed(),
                    e);
            jobs.update(job.end(ImportState.FAILED, clock.instant()));
        } finally {
            running.release();
        }
    }

    /** Groups the lines by customer; a line without a customer has the empty id. */
    private static List<Map<String, List<CsvLine>>> batches(List<CsvLine> lines) {
        var byCustomer = new LinkedHashMap<String, List<CsvLine>>();
        for (var line : lines)
            byCustomer.computeIfAbsent(line.fields().getOrDefault("customer", ""), _ -> new ArrayList<>()).add(line);
        var batches = new ArrayList<Map<String, List<CsvLine>>>();
        var batch = new LinkedHashMap<String, List<CsvLine>>();
        for (var entry : byCustomer.entrySet()) {
            batch.put(entry.getKey(), entry.getValue());
            if (batch.size() < BulkCustomers.MAX_CUSTOMERS) continue;
            batches.add(batch);
            batch = new LinkedHashMap<>();
        }
        if (!batch.isEmpty()) batches.add(batch);
        return batches;
    }

    private ImportJob runBatch(ImportJob job, Map<String, List<CsvLine>> batch) {
        var now = clock.instant();
        var existing = customers.find(List.copyOf(batch.keySet()));
        var plans = new HashMap<String, Boolean>();
        Predicate<String> knownPlan = plan -> plans.computeIfAbsent(plan, isPublishedPlan::test);
        var tentative = apply(batch, existing, rules(knownPlan, Set.of()), now);
        var wanted = uses(tentative, existing);
        var cause = "import/" + job.id();
        var taken = new HashSet<>(repeated(wanted));
        var first = wanted.stream().filter(use -> !taken.contains(use)).toList();
        taken.addAll(job.dryRun() ? customers.findTaken(first) : customers.claim(first, cause));
        var rules = rules(knownPlan, taken);
        var applied = taken.isEmpty() ? tentative : apply(batch, existing, rules, now);
        var edits = applied.entrySet().stream()
                .filter(entry -> entry.getValue().customer() != null
                        && !Objects.equals(entry.getValue().customer(), existing.get(entry.getKey())))
                .map(entry -> new Edit(entry.getKey(),
                        current -> Optional.ofNullable(current.equals(Optional.ofNullable(existing.get(entry.getKey())))
                                ? entry.getValue().customer()
                                : rules.apply(current.orElse(null), batch.get(entry.getKey()), now).customer())))
                .toList();
        if (!job.dryRun()) customers.write(edits, cause, job.by());
        int changed = (int) edits.stream().filter(edit -> existing.containsKey(edit.customerId())).count();
        return job.advance(batch.values().stream().mapToInt(List::size).sum(), edits.size() - changed, changed,
                applied.values().stream().flatMap(each -> each.errors().stream()).toList(), clock.instant());
    }

    /** Returns the uses of names that an earlier customer of the same lines uses. */
    private static List<Use> repeated(List<Use> uses) {
        var seen = new HashMap<String, String>();
        return uses.stream().filter(use -> !seen.computeIfAbsent(use.name(), _ -> use.customerId()).equals(use.customerId()))
                .toList();
    }

    private CustomerLines rules(Predicate<String> knownPlan, Set<Use> taken) {
        var names = taken.stream().map(use -> use.customerId() + " " + use.name()).collect(toSet());
        return new CustomerLines(domainCheck, policies.effective(), knownPlan, (id, name) -> names.contains(id + " " + name));
    }

    private static Map<String, CustomerLines.Applied> apply(Map<String, List<CsvLine>> batch, Map<String, Customer> existing,
            CustomerLines rules, Instant now) {
        var applied = new LinkedHashMap<String, CustomerLines.Applied>();
        batch.forEach((id, lines) -> applied.put(id, rules.apply(existing.get(id), lines, now)));
        return applied;
    }

    /** Returns the addresses and domains that the customers do not have yet. */
    private static List<Use> uses(Map<String, CustomerLines.Applied> applied, Map<String, Customer> existing) {
        return applied.values().stream().map(CustomerLines.Applied::customer).filter(Objects::nonNull).flatMap(customer -> {
            var before = existing.get(customer.id());
            var emails = customer.contacts().stream()
                    .filter(contact -> before == null || before.contactWithEmail(contact.email()).isEmpty())
                    .map(contact -> new Use(contact.email(), customer.id(), contact.id()));
            var domains = customer.domains().stream().filter(domain -> before == null || !before.domains().contains(domain))
                    .map(domain -> new Use(domain, customer.id(), customer.id()));
            return Stream.concat(emails, domains);
        }).toList();
    }
}
