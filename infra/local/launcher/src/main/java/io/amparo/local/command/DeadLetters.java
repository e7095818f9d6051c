package io.amparo.local.command;

import io.amparo.local.deadletter.DeadLetterClient;
import io.amparo.local.suite.Addresses;
import io.amparo.local.suite.Service;
import io.amparo.local.suite.SuiteException;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Command {@code dlt}: lists, shows, replays and drops dead letters, which are events that a consumer could not process. */
@Command(name = "dlt", description = "Dead letters: events that a consumer could not process.", synopsisSubcommandLabel = "COMMAND", mixinStandardHelpOptions = true, footer = {
        "", "A <group> is the name of a service, or sla-engine. './amparo dlt list' lists every topic and group.",
        "An <id> is the id of an event, a subject (its oldest dead letter), or @<offset>.",
        "Exit code: 0 done; 1 dead letters remain or are not decided, nothing was found, or a service does not answer; 2 wrong arguments."})
final class DeadLetters {
    private static final String TOPIC = "for example amparo.tickets";
    private static final String GROUP = "for example notification-service; sla-engine for the engine of sla-service";
    private static final String ID = "id of the event, subject, or @<offset>";

    @Spec
    private CommandSpec spec;

    private final Supplier<Addresses> addresses;

    DeadLetters() {
        this(Amparo::addresses);
    }

    DeadLetters(Supplier<Addresses> addresses) {
        this.addresses = addresses;
    }

    @Command(name = "list", description = "Count the dead letters of every topic and group, or list those of one.", mixinStandardHelpOptions = true)
    int list(@Parameters(paramLabel = "<topic>", arity = "0..1", description = TOPIC) @Nullable String topic,
            @Parameters(paramLabel = "<group>", arity = "0..1", description = GROUP) @Nullable String group,
            @Option(names = "--dropped", description = "the newest 100 that were dropped, of all or of one topic, with their reasons") boolean dropped) {
        if (topic == null) return dropped ? dropped() : counts();
        if (group == null) {
            spec.commandLine().getErr().println("Name the group too: ./amparo dlt list " + topic + " <group>");
            return ExitCode.USAGE;
        }
        if (dropped) return dropped(topic, group);
        for (Long after = null;;) {
            var page = client().list(topic, group, null, after);
            if (after == null && page.path("deadLetters").isEmpty())
                out().printf("There are no dead letters of %s on %s.%n", group, topic);
            page.path("deadLetters").forEach(each -> out().println(line(each)));
            if (!page.has("next")) return ExitCode.OK;
            after = page.path("next").asLong();
        }
    }

    private int counts() {
        int unreachable = 0;
        out().printf("%-28s %-24s %8s  %s%n", "topic", "group", "waiting", "since");
        for (var service : DeadLetterClient.services()) try {
            client().topics(service).path("topics")
                    .forEach(each -> out().printf("%-28s %-24s %8d  %s%n", each.path("topic").asString(),
                            each.path("group").asString(), each.path("count").asLong(), each.path("oldest").asString("")));
        } catch (SuiteException e) {
            out().println(e.getMessage());
            unreachable++;
        }
        return unreachable == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private int dropped() {
        for (Service service : DeadLetterClient.services()) printDropped(client().topics(service).path("dropped"));
        return ExitCode.OK;
    }

    private int dropped(String topic, String group) {
        var dropped = client().dropped(topic, group);
        if (dropped.isEmpty()) out().printf("No dead letter of %s on %s was dropped.%n", group, topic);
        printDropped(dropped);
        return ExitCode.OK;
    }

    private void printDropped(JsonNode dropped) {
        dropped.forEach(each -> out().printf("%s@%d  subject %s, by %s at %s: %s%n", each.path("deadLetters").asString(),
                each.path("offset").asLong(), each.path("subject").asString(), each.path("by").asString(),
                each.path("at").asString(), each.path("reason").asString()));
    }

    @Command(name = "show", description = "Show one dead letter with headers, stack trace and payload.", mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "<topic>", description = TOPIC) String topic,
            @Parameters(paramLabel = "<group>", description = GROUP) String group,
            @Parameters(paramLabel = "<id>", description = ID) String id,
            @Option(names = "--payload", description = "also personal data") boolean payload) {
        var shown = client().show(topic, group, id, payload);
        out().println(line(shown.path("deadLetter")));
        out().println("origin:  " + shown.path("deadLetter").path("origin").asString("unknown"));
        shown.path("headers").properties()
                .forEach(each -> out().println("header:  " + each.getKey() + ": " + each.getValue().asString()));
        out().println("payload: "
                + (shown.path("payload").isString() ? shown.path("payload").asString() : shown.path("payload").toPrettyString()));
        if (shown.has("stackTrace")) out().println(shown.path("stackTrace").asString());
        return ExitCode.OK;
    }

    @Command(name = "replay", description = "Replay the dead letters of one topic in one service, or only one subject or event.", mixinStandardHelpOptions = true)
    int replay(@Parameters(paramLabel = "<topic>", description = TOPIC) String topic,
            @Parameters(paramLabel = "<group>", description = GROUP) String group,
            @Parameters(paramLabel = "<id>", arity = "0..1", description = ID) @Nullable String id) {
        var result = client().replay(topic, group, id);
        int replayed = result.path("replayed").asInt();
        int remaining = result.path("remaining").asInt();
        int undecided = result.path("undecided").asInt();
        result.path("attempts").forEach(each -> out().printf("%-13s %s%n", outcome(each),
                line(each.path("deadLetter"), each.path("failure").asString(""))));
        if (result.has("ended"))
            out().printf("The replay ended early: %s. It can be repeated.%n", result.path("ended").asString());
        if (replayed + remaining + undecided == 0) {
            out().printf("There are no dead letters of %s on %s%s.%n", group, topic, id == null ? "" : " called " + id);
            return id == null && !result.has("ended") ? ExitCode.OK : ExitCode.SOFTWARE;
        }
        out().printf("%d dead letters of %s on %s were replayed, %d remain.%n", replayed, group, topic, remaining);
        if (undecided > 0)
            out().printf("%d more were handed to %s, which has not decided them yet. Next: ./amparo dlt list %s %s shows what it "
                    + "parks again.%n", undecided, group, topic, group);
        if (remaining > 0 && !result.has("ended"))
            out().println("What remains failed, or waits behind an earlier one of its subject. Drop one that can never succeed: "
                    + "./amparo dlt drop %s %s <id> --reason <text>".formatted(topic, group));
        return remaining + undecided == 0 && !result.has("ended") ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static String outcome(JsonNode attempt) {
        return switch (attempt.path("outcome").asString("")) {
            case "FAILED" -> "failed";
            case "PARKED" -> "parked again";
            case "UNDECIDED" -> "handed over";
            default -> "replayed";
        };
    }

    @Command(name = "drop", description = "Drop a dead letter that can never succeed. It stays in its topic, and the drop is recorded.", mixinStandardHelpOptions = true)
    int drop(@Parameters(paramLabel = "<topic>", description = TOPIC) String topic,
            @Parameters(paramLabel = "<group>", description = GROUP) String group,
            @Parameters(paramLabel = "<id>", description = ID) String id,
            @Option(names = "--reason", required = true, paramLabel = "<text>", description = "why it can never succeed") String reason,
            @Option(names = "--following", description = "also drop all that wait behind it, at most 1,000") boolean following) {
        var result = client().drop(topic, group, id, reason, following);
        var dropped = result.path("dropped").asBoolean();
        int behind = result.path("count").asInt() - 1;
        out().printf("%s is %s%s: %s.%n", id, dropped ? "dropped" : "not dropped",
                behind > 0 ? " with %d behind it".formatted(behind) : "", result.path("message").asString());
        return dropped ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static String line(JsonNode deadLetter) {
        return line(deadLetter, deadLetter.path("reason").asString(""));
    }

    private static String line(JsonNode deadLetter, String reason) {
        return String.join("  ",
                List.of("@" + deadLetter.path("offset").asLong(), deadLetter.path("since").asString(""),
                        deadLetter.path("id").asString("-"), deadLetter.path("type").asString("-"),
                        "subject " + deadLetter.path("subject").asString("-"), reason))
                .strip();
    }

    private DeadLetterClient client() {
        return new DeadLetterClient(addresses.get());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
