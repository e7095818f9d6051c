package io.amparo.local.command;

import io.amparo.clients.TokenClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Command {@code token}: prints a bearer token and no other output, for use in scripts. */
@Command(name = "token", description = "Print a bearer token of a person (by e-mail) or of a machine (by client id).", mixinStandardHelpOptions = true)
final class Token implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "<e-mail>", description = "for example bruno@acme.example, or a machine: opmon-probe, amparo-reader")
    private String account;

    @Option(names = "--password", defaultValue = "demo", description = "the person's password or the machine's secret (default: demo)")
    private String password;

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(new TokenClient(Amparo.addresses().issuer()).token(account, password));
        return 0;
    }
}
