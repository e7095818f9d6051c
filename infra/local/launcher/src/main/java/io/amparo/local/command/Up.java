package io.amparo.local.command;

import io.amparo.local.suite.Addresses;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Command {@code up}: starts all processes that are not running. */
@Command(name = "up", description = "Start everything and wait until it is healthy.", mixinStandardHelpOptions = true)
final class Up implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var suite = Amparo.suite();
        var startup = suite.start(line -> {
            out.println(line);
            out.flush();
        });
        if (startup.alreadyRunning()) {
            out.println("Amparo is running already.");
        } else {
            out.printf("Ready in %.1f s. State and logs: %s%n", startup.duration().toMillis() / 1000.0, suite.home().dir());
        }
        print(Amparo.addresses(), suite.isDemonstration(), out);
        return 0;
    }

    private static void print(Addresses addresses, boolean demonstration, PrintWriter out) {
        out.printf("""

                  API and pages   %s
                  mails           %s
                  sign-in         %s%s
                  Kafka           %s
                  MongoDB         %s
                """, addresses.gateway(), addresses.mailPage(), addresses.issuer(),
                demonstration ? "   (the demonstration people; password: demo)" : "", addresses.brokers(),
                Addresses.withoutPassword(addresses.store()));
        if (demonstration) out.println("  try             ./amparo token bruno@acme.example");
        out.flush();
    }
}
