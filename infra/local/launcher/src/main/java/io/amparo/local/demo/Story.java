package io.amparo.local.demo;

import io.amparo.clients.ClientException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Runs the steps of the demonstration. Prints a line for each step and a table at the end. */
final class Story {

    /** @param outcome observed result, or what failed */
    private record Step(String title, boolean ok, Duration took, String outcome) {}

    private final PrintWriter out;
    private final List<Step> steps = new ArrayList<>();

    Story(PrintWriter out) {
        this.out = out;
    }

    /** Runs a step, which returns the observed result. A failed step ends the story. */
    void step(String title, Callable<String> step) {
        out.printf("  … %s%n", title);
        out.flush();
        var startedAt = Instant.now();
        try {
            report(new Step(title, true, Duration.between(startedAt, Instant.now()), step.call()), startedAt);
        } catch (Exception e) {
            var isForPeople = e instanceof ClientException || e instanceof StepFailedException;
            report(new Step(title, false, Duration.ZERO, isForPeople ? String.valueOf(e.getMessage()) : e.toString()), startedAt);
            throw new StepFailedException(title);
        }
    }

    private void report(Step step, Instant startedAt) {
        var timed = new Step(step.title(), step.ok(), Duration.between(startedAt, Instant.now()), step.outcome());
        steps.add(timed);
        out.printf("  %s %s (%.1f s): %s%n", timed.ok() ? "✓" : "✗", timed.title(), seconds(timed), timed.outcome());
        out.flush();
    }

    void table() {
        int widest = steps.stream().mapToInt(step -> step.title().length()).max().orElse(0);
        out.println();
        for (var step : steps)
            out.printf("  %s  %-" + widest + "s  %6.1f s  %s%n", step.ok() ? "✓" : "✗", step.title(), seconds(step),
                    step.outcome());
        out.println();
        out.flush();
    }

    private static double seconds(Step step) {
        return step.took().toMillis() / 1000.0;
    }
}
