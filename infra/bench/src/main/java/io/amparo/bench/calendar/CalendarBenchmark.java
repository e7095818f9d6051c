package io.amparo.bench.calendar;

import io.amparo.bench.result.AcceptanceLimit;
import io.amparo.bench.result.MeasuredValue;
import io.amparo.sla.calendar.BusinessCalendar;
import io.amparo.sla.calendar.CalendarRules;
import io.amparo.sla.calendar.TimeOfDay;
import io.amparo.sla.calendar.WorkingWindow;
import io.amparo.sla.holiday.HolidaySet;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** JMH benchmark of due instants in a split-shift calendar with holidays, on one thread, in nanoseconds. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CalendarBenchmark {
    private static final Duration WEEK = Duration.ofHours(40);
    private static final Duration YEAR = Duration.ofHours(2_000);
    private static final int STARTS = 4_096;
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final BusinessCalendar calendar = splitShift();
    private final Instant[] starts = starts();
    private int next;

    private static BusinessCalendar splitShift() {
        var week = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
        var shifts = List.of(new WorkingWindow(week, TimeOfDay.parse("08:00"), TimeOfDay.parse("12:00")),
                new WorkingWindow(week, TimeOfDay.parse("13:30"), TimeOfDay.parse("18:00")));
        var sets = Stream.of("br-national", "carnaval", "fim-de-ano").map(HolidaySet::named).toList();
        return new BusinessCalendar(new CalendarRules(ZoneId.of("America/Sao_Paulo"), shifts, sets, List.of(), List.of()));
    }

    /** Random instants within five years, so that branch prediction cannot learn from the previous instant. */
    private static Instant[] starts() {
        var random = new Random(1);
        return Stream.generate(() -> Instant.parse("2026-01-01T00:00:00Z").plusMillis(random.nextLong(5L * 365 * 86_400_000)))
                .limit(STARTS).toArray(Instant[]::new);
    }

    private Instant start() {
        return starts[next++ & STARTS - 1];
    }

    @Benchmark
    public Instant floor() {
        return start().plus(WEEK);
    }

    @Benchmark
    public Instant week() {
        return calendar.add(start(), WEEK);
    }

    @Benchmark
    public Instant year() {
        return calendar.add(start(), YEAR);
    }

    /**
     * Runs the benchmark in this process. The process was started for it, and a fork would not find its classes in the packaged
     * jar.
     */
    public static List<MeasuredValue> measure() {
        var options = new OptionsBuilder().include(CalendarBenchmark.class.getName()).forks(0).threads(1).warmupIterations(5)
                .warmupTime(TimeValue.seconds(1)).measurementIterations(10).measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class).verbosity(VerboseMode.SILENT).build();
        try {
            return toMeasuredValues(new Runner(options).run());
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<MeasuredValue> toMeasuredValues(Collection<RunResult> results) {
        var resultsByLabel = results.stream().collect(Collectors.toMap(each -> each.getPrimaryResult().getLabel(), each -> each));
        var floor = time("Instant.plus", resultsByLabel, "floor");
        // The limits are 2,000,000/s and 200,000/s; both may allocate one Instant (32 B).
        return List.of(
                time("add: 40 h in a split-shift calendar", resultsByLabel, "week")
                        .withLimits(AcceptanceLimit.of("max", 500)).comparedTo(floor),
                allocated("add: 40 h, allocated", resultsByLabel, "week"),
                time("add: 2,000 h in a split-shift calendar", resultsByLabel, "year")
                        .withLimits(AcceptanceLimit.of("max", 5_000)).comparedTo(floor),
                allocated("add: 2,000 h, allocated", resultsByLabel, "year"));
    }

    private static MeasuredValue time(String name, Map<String, RunResult> resultsByLabel, String label) {
        var statistics = resultsByLabel.get(label).getPrimaryResult().getStatistics();
        var values = new TreeMap<>(
                Map.of("p50", statistics.getPercentile(50), "p90", statistics.getPercentile(90), "max", statistics.getMax()));
        return new MeasuredValue(name, "ns", statistics.getN(), new TreeMap<>(), values, List.of(), List.of());
    }

    private static MeasuredValue allocated(String name, Map<String, RunResult> resultsByLabel, String label) {
        return MeasuredValue.single(name, "B", resultsByLabel.get(label).getSecondaryResults().get(ALLOCATED).getScore(),
                AcceptanceLimit.of(MeasuredValue.SINGLE, 32));
    }
}
