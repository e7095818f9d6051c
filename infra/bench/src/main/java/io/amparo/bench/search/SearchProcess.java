package io.amparo.bench.search;

import io.amparo.bench.load.OpenLoop;
import io.amparo.bench.load.Schedule;
import io.amparo.bench.result.AcceptanceLimit;
import io.amparo.bench.result.MeasuredValue;
import io.amparo.knowledge.search.GeneratedContent;
import io.amparo.knowledge.search.Relevance.Writing;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/** Measures the search in this process and writes the measured values into a file. */
final class SearchProcess {
    private static final int ARTICLES = 10_000;
    private static final int POSTS = 50_000;
    private static final int PER_SECOND = 20;
    private static final Schedule WARM_UP = new Schedule(PER_SECOND, Duration.ofSeconds(30));
    private static final Schedule LOAD = new Schedule(PER_SECOND, Duration.ofSeconds(30));
    private static final double MEGA = 1_000_000;
    private static final double PERCENT = 100;
    private static final String P95 = "p95";

    private SearchProcess() {}

    public static void main(String[] args) throws IOException {
        var values = new ArrayList<>(relevance());
        values.addAll(load());
        Files.writeString(Path.of(args[0]), JsonMapper.shared().writeValueAsString(values));
    }

    /** The limits are of what is missing, because a limit is a maximum. */
    private static List<MeasuredValue> relevance() {
        var values = new ArrayList<MeasuredValue>();
        for (var writing : Writing.values()) {
            var name = "missing nDCG@10, " + writing.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            values.add(MeasuredValue.single(name, "%", missing(GeneratedContent.ndcg(writing)),
                    AcceptanceLimit.of(MeasuredValue.SINGLE, Math.round(missing(writing.limit)))));
            values.add(MeasuredValue.single("  BM25 with the stock analyzer", "%", missing(GeneratedContent.stockNdcg(writing))));
        }
        return values;
    }

    private static double missing(double ndcg) {
        return (1 - ndcg) * PERCENT;
    }

    private static List<MeasuredValue> load() {
        var content = new GeneratedContent(ARTICLES, POSTS);
        content.rebuild();
        OpenLoop.run(WARM_UP, content::search);
        OpenLoop.run(WARM_UP, content::complete);
        OpenLoop.run(WARM_UP, content::suggest);
        // Other items than those of the warm-up.
        var searches = OpenLoop.run(LOAD, index -> content.search(WARM_UP.arrivals() + index)).latencies();
        var completions = OpenLoop.run(LOAD, index -> content.complete(WARM_UP.arrivals() + index)).latencies();
        var suggestions = OpenLoop.run(LOAD, index -> content.suggest(WARM_UP.arrivals() + index)).latencies();
        // While the index before is still in memory.
        var rebuild = content.rebuild();
        System.gc();
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return List.of(
                searches.toMeasuredValue("a search in 10,000 articles and 50,000 posts").withLimits(AcceptanceLimit.of(P95, 50)),
                completions.toMeasuredValue("a completion while typing").withLimits(AcceptanceLimit.of(P95, 30)),
                suggestions.toMeasuredValue("suggestions for the text of a ticket, 60 words")
                        .withLimits(AcceptanceLimit.of(P95, 30)),
                MeasuredValue.single("rebuild of the index", "s", rebuild.toMillis() / 1000.0,
                        AcceptanceLimit.of(MeasuredValue.SINGLE, 60)),
                MeasuredValue.single("heap after a full collection (-Xmx512m)", "MB", heap / MEGA,
                        AcceptanceLimit.of(MeasuredValue.SINGLE, SearchLoad.HEAP_MEGABYTES)));
    }
}
