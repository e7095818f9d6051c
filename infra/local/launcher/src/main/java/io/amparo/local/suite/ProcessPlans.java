package io.amparo.local.suite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Plans which processes of the suite run on this machine, and how each is started. */
final class ProcessPlans {
    /**
     * The format of the services, by which {@code ./amparo logs} merges. The library of the embedded store warns of indexes that
     * only its extension of this suite has.
     */
    private static final List<String> LOG_FLAGS = List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-Dorg.slf4j.simpleLogger.showDateTime=true", "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
            "-Dorg.slf4j.simpleLogger.log.de.bwaldvogel.mongo.backend.AbstractMongoDatabase=error");
    /**
     * Disables Netty's buffer checks. The store decodes documents byte by byte, and Netty would check the buffer at every byte.
     */
    private static final List<String> UNCHECKED_BUFFER_FLAGS = List.of("-Dio.netty.buffer.checkAccessible=false",
            "-Dio.netty.buffer.checkBounds=false");
    /** Broker and store do the same work for every service, so that the optimizing compiler pays off after some minutes. */
    private static final List<String> BOTH_COMPILERS_FLAGS = List.of("-XX:TieredStopAtLevel=4", "-XX:ReservedCodeCacheSize=128m");
    /** At the start the old generation must hold the objects of the AOT cache: otherwise the JVM exits. */
    private static final List<String> STORE_HEAP_FLAGS = List.of("-Xms96m", "-Xmn64m");
    private static final String READY_MESSAGE = "listens on";
    private static final String BIND_ADDRESS = "AMPARO_BIND_ADDRESS";
    private static final String LINK_KEY = "ATTACHMENT_LINK_KEY";
    private static final String LOOPBACK = "localhost";

    private final Home home;
    private final Ports ports;
    private final Map<String, String> environment;
    private final Demonstration demonstration;
    private final ApplicationCommands commands;
    private final List<ProcessPlan> backends = new ArrayList<>();
    private final List<ProcessPlan> services = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    ProcessPlans(ApplicationCommands commands, Home home, Ports ports, Map<String, String> environment) {
        this.commands = commands;
        this.home = home;
        this.ports = ports;
        this.environment = environment;
        demonstration = new Demonstration(environment);
        if (!demonstration.isAllowed()) remarks.add(demonstration.remark());
        planUnlessConfigured(Addresses.BROKERS, "broker", () -> backends.add(broker()));
        planUnlessConfigured(Addresses.STORE, "store", () -> backends.add(store()));
        planUnlessConfigured(Addresses.SMTP, "mail", () -> services.add(mail()));
        planUnlessConfigured(Addresses.ISSUER, "identity", () -> {
            if (demonstration.isAllowed()) services.add(identity());
        });
        Arrays.stream(Service.values()).forEach(this::planIfBuilt);
    }

    /** Returns the processes that must be ready before a service is started. */
    List<ProcessPlan> backends() {
        return backends;
    }

    /** Returns the processes that are started together after the backends. */
    List<ProcessPlan> services() {
        return services;
    }

    /** Returns the process that restarts the others, unless {@code AMPARO_SUPERVISE} is false. */
    Optional<ProcessPlan> supervisor() {
        return environment.getOrDefault("AMPARO_SUPERVISE", "").strip().equalsIgnoreCase("false")
                ? Optional.empty()
                : Optional.of(new ProcessPlan(Supervisor.NAME, commands::supervisorCommand, Map.of(), List.of(), () -> true, ""));
    }

    /** Returns why these processes must not be started; empty if nothing speaks against it. */
    String refusal() {
        return demonstration.refusal();
    }

    /** Returns messages for the user about the chosen processes. */
    List<String> remarks() {
        return remarks;
    }

    private void planUnlessConfigured(String variable, String name, Runnable plan) {
        if (Addresses.isSet(environment, variable)) {
            // Without the value, which may contain a password.
            remarks.add("%s: not started, %s is set".formatted(name, variable));
        } else {
            plan.run();
        }
    }

    private void planIfBuilt(Service service) {
        if (commands.isBuilt(service)) {
            var variables = serviceVariables();
            // A random key is enough for one instance: links are valid for a minute.
            if (service == Service.TICKET || service == Service.KNOWLEDGE)
                variables.put(LINK_KEY, environment.getOrDefault(LINK_KEY, UUID.randomUUID() + "/" + UUID.randomUUID()));
            services.add(application(service.folder(), service.port(), () -> commands.command(service), variables));
        } else {
            remarks.add(service.folder() + ": not started, it is not built");
        }
    }

    private ProcessPlan broker() {
        var dir = home.stateFolder("broker").resolve("data").toString();
        return new ProcessPlan("broker",
                () -> commands.backendCommand(160, join(List.of(LOG_FLAGS, BOTH_COMPILERS_FLAGS)),
                        "io.amparo.local.backend.BrokerProcess", dir, number(Port.KAFKA)),
                Map.of(), List.of(Port.KAFKA), Probe.logContains(home.logFile("broker"), READY_MESSAGE),
                "localhost:" + number(Port.KAFKA));
    }

    private ProcessPlan store() {
        var mongod = Executables.find("mongod", environment);
        remarks.add(mongod.map(path -> "store: MongoDB, " + path)
                .orElse("store: embedded, MongoDB protocol over an H2 file (no MONGODB_URI, no mongod on the PATH)"));
        var address = "mongodb://localhost:" + number(Port.MONGODB);
        return mongod
                .map(path -> new ProcessPlan("store",
                        () -> List.of(path.toString(), "--dbpath",
                                Home.withParentFolder(home.stateFolder("store").resolve("mongod").resolve("data")).getParent()
                                        .toString(),
                                "--port", number(Port.MONGODB), "--bind_ip", "localhost", "--wiredTigerCacheSizeGB", "0.25"),
                        Map.of(), List.of(Port.MONGODB), Probe.tcp(ports.of(Port.MONGODB)), address))
                .orElseGet(() -> new ProcessPlan("store",
                        () -> commands.backendCommand(512,
                                join(List.of(LOG_FLAGS, UNCHECKED_BUFFER_FLAGS, BOTH_COMPILERS_FLAGS, STORE_HEAP_FLAGS)),
                                "io.amparo.local.backend.StoreProcess", home.stateFolder("store").resolve("store.mv").toString(),
                                number(Port.MONGODB)),
                        Map.of(), List.of(Port.MONGODB), Probe.logContains(home.logFile("store"), READY_MESSAGE), address));
    }

    private static List<String> join(List<List<String>> flags) {
        return flags.stream().flatMap(List::stream).toList();
    }

    private ProcessPlan mail() {
        return new ProcessPlan("mail",
                () -> commands.launcherCommand(128, LOG_FLAGS, "io.amparo.local.mail.MailProcess",
                        home.stateFolder("mail").resolve("kept").toString(), number(Port.SMTP), number(Port.IMAP),
                        number(Port.MAIL_PAGE)),
                Map.of(), List.of(Port.SMTP, Port.IMAP, Port.MAIL_PAGE), Probe.logContains(home.logFile("mail"), READY_MESSAGE),
                "http://localhost:" + number(Port.MAIL_PAGE));
    }

    private ProcessPlan identity() {
        // On this machine only, also if the services are open to others: its passwords are public.
        return application("identity", Port.IDENTITY, commands::identityCommand,
                Map.of(Demonstration.VARIABLE, "true", "SERVER_ADDRESS", LOOPBACK));
    }

    private Map<String, String> serviceVariables() {
        var variables = new HashMap<>(demonstration.variables());
        variables.put("SERVER_ADDRESS", Addresses.isSet(environment, BIND_ADDRESS) ? environment.get(BIND_ADDRESS) : LOOPBACK);
        // The pages link the mails that this suite keeps.
        if (!Addresses.isSet(environment, Addresses.SMTP))
            variables.put("MAIL_PAGE_URL",
                    environment.getOrDefault("MAIL_PAGE_URL", Addresses.of(environment, ports).mailPage()));
        return variables;
    }

    private ProcessPlan application(String name, Port port, Supplier<List<String>> command, Map<String, String> own) {
        var addresses = Addresses.of(environment, ports);
        var variables = new HashMap<>(addresses.variables());
        variables.putAll(own);
        variables.put("AMPARO_HOME", home.dir().toString());
        // Pages under development on this machine may call the API.
        variables.put("GATEWAY_ALLOWED_ORIGINS",
                environment.getOrDefault("GATEWAY_ALLOWED_ORIGINS", "http://localhost:[*],http://127.0.0.1:[*]"));
        variables.put("PROBLEM_TYPES", environment.getOrDefault("PROBLEM_TYPES", addresses.gateway() + "/problems/"));
        variables.put("PORTAL_URL", environment.getOrDefault("PORTAL_URL", addresses.gateway()));
        variables.put("EVENT_SCHEMAS", environment.getOrDefault("EVENT_SCHEMAS", addresses.gateway() + "/schemas/"));
        // With one instance per service a sweep finds events only after a start, so 60 s is enough.
        variables.put("AMPARO_OUTBOXSWEEP", environment.getOrDefault("AMPARO_OUTBOXSWEEP", "60s"));
        // The mail server of the suite is on this machine and has no certificate.
        if (!Addresses.isSet(environment, Addresses.SMTP))
            variables.put("SMTP_STARTTLS", environment.getOrDefault("SMTP_STARTTLS", "off"));
        // Two malloc arenas instead of eight per core: otherwise glibc keeps memory that threads have freed.
        variables.put("MALLOC_ARENA_MAX", "2");
        var address = "http://localhost:" + number(port);
        return new ProcessPlan(name, command, variables, List.of(port), Probe.http(address + "/actuator/health/readiness"),
                address);
    }

    private String number(Port port) {
        return Integer.toString(ports.of(port));
    }
}
