package io.amparo.local.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessPlansTest {
    @TempDir
    Path dir;

    @Test
    void by_default_everything_runs_locally_with_the_embedded_store() throws Exception {
        var plans = plans(Map.of("PATH", ""));

        assertThat(plans.backends()).extracting(ProcessPlan::name).containsExactly("broker", "store");
        assertThat(plans.services()).extracting(ProcessPlan::name).containsExactly("mail", "identity", "ticket-service");
        assertThat(plans.services().getLast().environment()).containsEntry("EVENT_SCHEMAS", "http://localhost:8080/schemas/");
        assertThat(plans.remarks()).anyMatch(remark -> remark.startsWith("store: embedded"))
                .anyMatch(remark -> remark.startsWith("gateway: not started"));
    }

    @Test
    void a_mongod_on_the_path_is_preferred() throws Exception {
        var mongod = Files.createFile(dir.resolve("mongod"));
        assertThat(mongod.toFile().setExecutable(true)).isTrue();

        var plans = plans(Map.of("PATH", dir.toString()));

        assertThat(plans.backends().getLast().command().get()).startsWith(mongod.toString(), "--dbpath");
        assertThat(plans.remarks()).contains("store: MongoDB, " + mongod);
    }

    @Test
    void backends_in_the_environment_are_not_started() throws Exception {
        var plans = plans(Map.of("PATH", "", "KAFKA_BROKERS", "kafka.example:9092", "MONGODB_URI", "mongodb://db.example",
                "SMTP_URL", "smtp://mail.example", "OIDC_ISSUER", "https://id.example"));

        assertThat(plans.backends()).isEmpty();
        assertThat(plans.services()).extracting(ProcessPlan::name).containsExactly("ticket-service");
        assertThat(plans.services().getFirst().environment()).containsEntry("OIDC_ISSUER", "https://id.example")
                .containsEntry("AMPARO_DEMO", "false");
        assertThat(plans.refusal()).isEmpty();
        assertThat(plans.remarks()).contains("broker: not started, KAFKA_BROKERS is set")
                .noneMatch(remark -> remark.contains("db.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"KAFKA_BROKERS", "MONGODB_URI", "SMTP_URL"})
    void beside_a_backend_from_elsewhere_there_is_no_demonstration_unless_it_is_asked_for(String variable) throws Exception {
        var environment = Map.of("PATH", "", variable, "//elsewhere", "AMPARO_DEMO", "true", "AMPARO_DEMO_IDENTITY", "no");
        var plans = plans(environment);

        assertThat(plans.services()).extracting(ProcessPlan::name).doesNotContain("identity");
        assertThat(plans.services().getLast().environment()).containsEntry("AMPARO_DEMO", "false").doesNotContainKey("MAIL_FROM");
        assertThat(plans.services().getLast().environment().values()).noneMatch(value -> value.contains("opservices.example"));
        var suite = Suite.of(dir, new Home(dir.resolve("home")), Ports.from(Map.of()), environment);
        assertThatThrownBy(() -> suite.start(line -> {})).isInstanceOf(SuiteException.class).hasMessageContainingAll(variable,
                "Set OIDC_ISSUER to", "AMPARO_DEMO_IDENTITY=true");
        assertThat(suite.isDemonstration()).isFalse();
        assertThat(dir.resolve("home")).doesNotExist();

        var demonstration = plans(Map.of("PATH", "", variable, "//elsewhere", "AMPARO_DEMO_IDENTITY", "true"));
        assertThat(demonstration.refusal()).isEmpty();
        assertThat(demonstration.services()).filteredOn(plan -> plan.name().equals("identity")).singleElement()
                .extracting(ProcessPlan::environment, MAP).containsEntry("AMPARO_DEMO_IDENTITY", "true");
        assertThat(demonstration.services().getLast().environment()).containsEntry("AMPARO_DEMO", "true");
    }

    @Test
    void people_of_the_demonstration_are_recipients_unless_the_environment_names_others() throws Exception {
        var recipient = "AMPARO_NOTIFICATION_SLARECIPIENTS_0_EMAIL";
        assertThat(plans(Map.of("PATH", "")).services().getLast().environment())
                .containsEntry(recipient, "gisele@opservices.example").containsEntry("MAIL_FROM", "suporte@opservices.example");

        assertThat(plans(Map.of("PATH", "", recipient, "own@vendor.example", "MAIL_FROM", "help@vendor.example")).services()
                .getLast().environment().values()).noneMatch(value -> value.contains("opservices.example"));
    }

    @ParameterizedTest
    @EnumSource(names = {"TICKET", "KNOWLEDGE"})
    void service_with_files_gets_a_random_key_of_links_unless_the_environment_has_one(Service service) throws Exception {
        var key = "ATTACHMENT_LINK_KEY";
        var random = plans(Map.of("PATH", ""), service).services().getLast().environment().get(key);

        assertThat(random).hasSizeGreaterThan(32)
                .isNotEqualTo(plans(Map.of("PATH", ""), service).services().getLast().environment().get(key));
        assertThat(plans(Map.of("PATH", "", key, "own"), service).services().getLast().environment()).containsEntry(key, "own");
    }

    @Test
    void processes_listen_on_this_machine_only_unless_another_address_is_set() throws Exception {
        assertThat(plans(Map.of("PATH", "")).services()).filteredOn(plan -> !plan.name().equals("mail")).hasSize(2)
                .allSatisfy(plan -> assertThat(plan.environment()).containsEntry("SERVER_ADDRESS", "localhost"));

        var open = plans(Map.of("PATH", "", "AMPARO_BIND_ADDRESS", "0.0.0.0")).services();
        assertThat(open.getLast().environment()).containsEntry("SERVER_ADDRESS", "0.0.0.0");
        assertThat(open).filteredOn(plan -> plan.name().equals("identity")).singleElement()
                .extracting(ProcessPlan::environment, MAP).containsEntry("SERVER_ADDRESS", "localhost");
    }

    @Test
    void the_saved_addresses_have_no_password() throws Exception {
        var file = dir.resolve("addresses");
        var addresses = Addresses.of(Map.of("MONGODB_URI", "mongodb://user:word@db.example/?tls=true"), Ports.from(Map.of()));

        addresses.save(file);

        assertThat(addresses.store()).contains("word");
        assertThat(Addresses.load(file).orElseThrow().store()).isEqualTo("mongodb://db.example/?tls=true");
        assertThat(file).content().doesNotContain("word");
    }

    @Test
    void only_the_mail_server_of_the_suite_gets_mails_without_tls() throws Exception {
        assertThat(plans(Map.of("PATH", "")).services()).last().extracting(ProcessPlan::environment, MAP)
                .containsEntry("SMTP_STARTTLS", "off");
        assertThat(plans(Map.of("PATH", "", "SMTP_URL", "smtp://mail.example")).services()).last()
                .extracting(ProcessPlan::environment, MAP).doesNotContainKey("SMTP_STARTTLS");
    }

    @Test
    void the_type_of_a_problem_is_a_page_of_the_gateway() throws Exception {
        assertThat(plans(Map.of("PATH", "")).services()).last().extracting(ProcessPlan::environment, MAP)
                .containsEntry("PROBLEM_TYPES", "http://localhost:8080/problems/")
                .containsEntry("PORTAL_URL", "http://localhost:8080");
        assertThat(plans(Map.of("PATH", "", "GATEWAY_URL", "https://support.example")).services()).last()
                .extracting(ProcessPlan::environment, MAP).containsEntry("PROBLEM_TYPES", "https://support.example/problems/");
    }

    @Test
    void extra_flags_follow_the_flags_of_each_process() throws Exception {
        createLauncher();

        var plans = plans(Map.of("PATH", "", "AMPARO_JAVA_OPTIONS", " -XX:TieredStopAtLevel=4  -Xlog:gc "));

        assertThat(plans.backends()).allSatisfy(plan -> assertThat(plan.command().get()).containsSubsequence("-Xss512k",
                "-XX:TieredStopAtLevel=4", "-Xlog:gc", "-cp"));
        assertThat(Jvm.extraFlags(Map.of("AMPARO_JAVA_OPTIONS", " "))).isEmpty();
    }

    @Test
    void backends_use_an_aot_cache_of_exactly_their_flags_and_libraries() throws Exception {
        createLauncher("kafka-4.jar", "amparo-events-1.jar");
        assertThat(plans(Map.of("PATH", "")).backends()).noneMatch(plan -> AotCache.isUsedBy(plan.command().get()));

        for (var plan : plans(Map.of("PATH", "")).backends())
            Files.createFile(Home.withParentFolder(AotCache.of(plan.command().get(), new Home(dir.resolve("home"))).file()));

        assertThat(plans(Map.of("PATH", "")).backends()).hasSize(2).allMatch(plan -> AotCache.isUsedBy(plan.command().get()))
                .allSatisfy(plan -> assertThat(plan.command().get()).containsSubsequence("-XX:+VerifySharedSpaces", "-cp"));
        assertThat(plans(Map.of("PATH", "", "AMPARO_JAVA_OPTIONS", "-Xmx1g")).backends())
                .noneMatch(plan -> AotCache.isUsedBy(plan.command().get()));
        createLauncher("kafka-4.jar", "amparo-events-2.jar");
        assertThat(plans(Map.of("PATH", "")).backends()).allMatch(plan -> AotCache.isUsedBy(plan.command().get()));
        createLauncher("kafka-5.jar", "amparo-events-1.jar");
        assertThat(plans(Map.of("PATH", "")).backends()).noneMatch(plan -> AotCache.isUsedBy(plan.command().get()));
    }

    @Test
    void an_aot_cache_serves_any_data_folder_and_port() {
        var home = new Home(dir);
        var cache = AotCache.of(Jvm.command(160, List.of(), "a.jar", "Main", "training", "1"), home);

        assertThat(AotCache.of(Jvm.command(160, List.of(), "a.jar", "Main", "data", "9092"), home).file())
                .isEqualTo(cache.file());
        assertThat(cache.recordingCommand()).containsSubsequence("-XX:AOTCacheOutput=" + cache.file() + ".new", "-cp",
                "training");
    }

    @Test
    void small_machine_has_one_compiler_and_a_small_heap() {
        assertThat(Jvm.machineFlags(2, 160)).contains("-XX:TieredStopAtLevel=1", "-Xmn20m", "-Xmx160m");
        assertThat(Jvm.machineFlags(4, 160)).contains("-Xmx320m").doesNotContain("-XX:TieredStopAtLevel=1", "-Xmn20m");
    }

    private void createLauncher(String... libraries) throws Exception {
        var jar = Files.createDirectories(dir.resolve("infra/local/launcher/target"))
                .resolve("amparo-local-launcher-0.1.0-SNAPSHOT-exec.jar");
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Start-Class", "io.example.Main");
        try (var boot = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            boot.putNextEntry(new ZipEntry("BOOT-INF/classpath.idx"));
            for (var library : libraries) boot.write("- \"BOOT-INF/lib/%s\"\n".formatted(library).getBytes());
            for (var library : libraries) boot.putNextEntry(new ZipEntry("BOOT-INF/lib/" + library));
        }
    }

    private ProcessPlans plans(Map<String, String> environment) throws Exception {
        return plans(environment, Service.TICKET);
    }

    private ProcessPlans plans(Map<String, String> environment, Service service) throws Exception {
        var jar = service.jar(dir);
        Files.createDirectories(jar.getParent());
        Files.write(jar, new byte[0]);
        return new ProcessPlans(new ApplicationCommands(dir, new Home(dir.resolve("home")), Jvm.extraFlags(environment)),
                new Home(dir.resolve("home")), Ports.from(Map.of()), environment);
    }
}
