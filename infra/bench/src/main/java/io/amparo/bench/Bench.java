package io.amparo.bench;

import io.amparo.bench.calendar.CalendarBenchmark;
import io.amparo.bench.engine.EngineLoad;
import io.amparo.bench.engine.MigrationLoad;
import io.amparo.bench.floor.StoreFloor;
import io.amparo.bench.load.Schedule;
import io.amparo.bench.result.Machine;
import io.amparo.bench.result.MeasuredValue;
import io.amparo.bench.result.Result;
import io.amparo.bench.result.Table;
import io.amparo.bench.search.SearchLoad;
import io.amparo.clients.ClientException;
import io.amparo.clients.GatewayClient;
import io.amparo.clients.TokenClient;
import io.amparo.local.command.Amparo;
import io.amparo.local.suite.Addresses;
import io.amparo.local.suite.ProcessState;
import io.amparo.local.suite.Suite;
import io.amparo.local.suite.SuiteException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Command {@code ./amparo bench}: measures the running suite, prints a table and writes the result as JSON. */
@Command(name = "./amparo bench", mixinStandardHelpOptions = true, version = "Amparo 0.1.0-SNAPSHOT", description = "Measure the running suite against its acceptance limits.")
public final class Bench implements Callable<Integer> {

    /** Parts of the benchmark. */
    enum Part {
        CALENDAR, ENGINE, MIGRATION, OPEN, MAIL, BREACH, DECISION, COST, CUSTOMERS, SCREENING, SEARCH
    }

    /** Run only if named: they need an otherwise idle machine, leave customers behind, or measure no time. */
    private static final Set<Part> NAMED_ONLY = EnumSet.of(Part.ENGINE, Part.MIGRATION, Part.COST, Part.CUSTOMERS, Part.SCREENING,
            Part.SEARCH);
    private static final Set<Part> STANDALONE = EnumSet.of(Part.CALENDAR, Part.ENGINE, Part.MIGRATION, Part.SEARCH);

    @Spec
    private CommandSpec spec;

    @Option(names = "--only", split = ",", paramLabel = "<part>", description = "some of: calendar, engine, migration, search (need no suite), open, mail, breach, decision, cost, customers, screening (default: calendar, open, mail, breach, decision)")
    private Set<Part> only = EnumSet.complementOf(EnumSet.copyOf(NAMED_ONLY));

    @Option(names = "--rate", defaultValue = "50", paramLabel = "<n>", description = "tickets opened each second (default: 50)")
    private int rate;

    @Option(names = "--seconds", defaultValue = "30", paramLabel = "<s>", description = "duration of the load (default: 30)")
    private int seconds;

    @Option(names = "--warm-up", defaultValue = "60", paramLabel = "<s>", description = "seconds before that, unmeasured (default: 60)")
    private int warmUp;

    @Option(names = "--incidents", defaultValue = "100", paramLabel = "<n>", description = "P1 incidents whose SLA targets are breached (default: 100)")
    private int incidents;

    @Option(names = "--incident-rate", defaultValue = "5", paramLabel = "<n>", description = "P1 incidents opened each second (default: 5)")
    private int incidentRate;

    @Option(names = "--clocks", defaultValue = "1000000", paramLabel = "<n>", description = "maximum number of running clocks in the engine (default: 1000000; at least 100000)")
    private int clocks;

    @Option(names = "--tickets", defaultValue = "10000", paramLabel = "<n>", description = "tickets that are stored when part cost measures (default: 10000)")
    private int tickets;

    @Option(names = "--customers", defaultValue = "10000", paramLabel = "<n>", description = "customers that part customers imports (default: 10000)")
    private int customers;

    @Option(names = "--json", paramLabel = "<file>", description = "where to write the result (default: .amparo/bench/<time>.json)")
    private @Nullable Path json;

    @Option(names = "--strict", description = "fail when an acceptance limit is missed")
    private boolean strict;

    @Option(names = "--keep", description = "leave the tickets open; otherwise an agent resolves them at the end")
    private boolean keep;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Bench()).setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, line, _) -> {
                    if (!(failure instanceof SuiteException || failure instanceof ClientException)) throw failure;
                    line.getErr().println(failure.getMessage());
                    return ExitCode.SOFTWARE;
                });
    }

    @Override
    public Integer call() throws Exception {
        if (STANDALONE.containsAll(only)) {
            var begin = Instant.now();
            var machine = Machine.current("none");
            var measuredValues = measureStandalone();
            return report(new Result(begin, machine, Machine.load(), settings(), measuredValues));
        }
        var addresses = addressesOfRunningSuite();
        var begin = Instant.now();
        var machine = Machine.current(StoreFloor.kind(addresses.store()));
        try (var gateway = new GatewayClient(addresses.gateway(), new TokenClient(addresses.issuer()))) {
            var measurement = new Measurement(addresses, Amparo.home(), gateway, this::printProgress);
            try {
                var measuredValues = new ArrayList<>(measureStandalone());
                measure(measurement);
                measurement.measureFootprint();
                measuredValues.addAll(measurement.measuredValues());
                return report(new Result(begin, machine, Machine.load(), settings(), measuredValues));
            } finally {
                if (!keep) measurement.resolveOpenedTickets();
            }
        }
    }

    /** Runs the parts that need no running suite. */
    private List<MeasuredValue> measureStandalone() throws Exception {
        var measuredValues = new ArrayList<MeasuredValue>();
        if (only.contains(Part.CALENDAR)) {
            printProgress("Measuring calendar arithmetic");
            measuredValues.addAll(CalendarBenchmark.measure());
        }
        if (only.contains(Part.ENGINE))
            measuredValues.addAll(EngineLoad.measure(Amparo.repository(), clocks, this::printProgress));
        if (only.contains(Part.MIGRATION)) measuredValues.addAll(MigrationLoad.measure(Amparo.repository(), this::printProgress));
        if (only.contains(Part.SEARCH)) {
            printProgress("Measuring the search: relevance, two minutes of load, two builds of the index");
            measuredValues.addAll(SearchLoad.measure());
        }
        return measuredValues;
    }

    private static Addresses addressesOfRunningSuite() {
        var home = Amparo.home();
        var addresses = Suite.runningAt(home)
                .orElseThrow(() -> new SuiteException("The suite is not running. Start it with ./amparo up"));
        ProcessState.all(home).stream().filter(state -> !state.alive()).findFirst().ifPresent(dead -> {
            throw new SuiteException("%s has died, see %s".formatted(dead.name(), home.logFile(dead.name())));
        });
        return addresses;
    }

    private void measure(Measurement measurement) throws Exception {
        if (only.contains(Part.OPEN) || only.contains(Part.MAIL))
            measurement.measureOpening(new Schedule(rate, Duration.ofSeconds(warmUp)),
                    new Schedule(rate, Duration.ofSeconds(seconds)), only.contains(Part.OPEN), only.contains(Part.MAIL));
        if (only.contains(Part.BREACH)) measurement.measureEdges(Schedule.of(incidents, incidentRate));
        if (only.contains(Part.DECISION))
            measurement.measureDecision(new Schedule(rate, Duration.ofSeconds(warmUp)),
                    new Schedule(rate, Duration.ofSeconds(seconds)));
        if (only.contains(Part.COST)) measurement.measureCost(tickets, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds));
        if (only.contains(Part.SCREENING)) measurement.measureScreening();
        if (only.contains(Part.CUSTOMERS)) measurement.measureCustomers(customers);
    }

    private Map<String, Object> settings() {
        var settings = new LinkedHashMap<String, Object>();
        settings.put("only", only);
        settings.put("rate", rate);
        settings.put("seconds", seconds);
        settings.put("warmUp", warmUp);
        settings.put("incidents", incidents);
        settings.put("incidentRate", incidentRate);
        settings.put("clocks", clocks);
        settings.put("tickets", tickets);
        settings.put("customers", customers);
        return settings;
    }

    private void printProgress(String line) {
        spec.commandLine().getOut().println("  … " + line);
        spec.commandLine().getOut().flush();
    }

    private int report(Result result) {
        var file = json != null
                ? json
                : Amparo.home().dir().resolve("bench")
                        .resolve(result.at().truncatedTo(ChronoUnit.SECONDS).toString().replace(':', '-') + ".json");
        result.write(file);
        var out = spec.commandLine().getOut();
        out.println();
        out.print(Table.of(result));
        out.println(file);
        out.flush();
        return strict && !result.met() ? ExitCode.SOFTWARE : ExitCode.OK;
    }
}
