package io.amparo.local.demo;

import io.amparo.local.outside.NotSeen;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Runs the steps of the demonstration. Prints a line for each step and a table at the end. */
final class Story {

    /** @param seen observed result, or the missing result */
    private record Step(String title, boolean ok, Duration took, String seen) {}

    private final PrintWriter out;
    private final List<Step> steps = new ArrayList<>();

    Story(PrintWriter out) {
        this.out = out;
    }

    /** Runs a step, which returns the observed result. A failed step ends the story. */
    void step(String title, Callable<String> step) {
        out.printf("  … %s%n", title);
        out.flush();
        var since = Instant.now();
        try {
            tell(new Step(title, true, Duration.between(since, Instant.now()), step.call()), since);
        } catch (NotSeen missing) {
            tell(new Step(title, false, Duration.ZERO, "missing: " + missing.getMessage()), since);
            throw missing;
        } catch (Exception failed) {
            tell(new Step(title, false, Duration.ZERO, "failed: " + failed), since);
            throw new NotSeen(failed.toString());
        }
    }

    private void tell(Step step, Instant since) {
        var timed = new Step(step.title(), step.ok(), Duration.between(since, Instant.now()), step.seen());
        steps.add(timed);
        out.printf("  %s %s (%.1f s): %s%n", timed.ok() ? "✓" : "✗", timed.title(), seconds(timed), timed.seen());
        out.flush();
    }

    void table() {
        int widest = steps.stream().mapToInt(step -> step.title().length()).max().orElse(0);
        out.println();
        for (var step : steps)
            out.printf("  %s  %-" + widest + "s  %6.1f s  %s%n", step.ok() ? "✓" : "✗", step.title(), seconds(step), step.seen());
        out.println();
        out.flush();
    }

    private static double seconds(Step step) {
        return step.took().toMillis() / 1000.0;
    }
}
