package io.amparo.local.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                .containsEntry("AMPARO_DEMO", "true");
        assertThat(plans.remarks()).contains("broker: not started, KAFKA_BROKERS is kafka.example:9092");
    }

    @Test
    void the_type_of_a_problem_is_a_page_of_the_gateway() throws Exception {
        assertThat(plans(Map.of("PATH", "")).services()).last().extracting(ProcessPlan::environment, MAP)
                .containsEntry("PROBLEM_TYPES", "http://localhost:8080/problems/");
        assertThat(plans(Map.of("PATH", "", "GATEWAY_URL", "https://support.example")).services()).last()
                .extracting(ProcessPlan::environment, MAP).containsEntry("PROBLEM_TYPES", "https://support.example/problems/");
    }

    @Test
    void extra_flags_follow_the_flags_of_each_process() throws Exception {
        var jar = Files.createDirectories(dir.resolve("infra/local/launcher/target"))
                .resolve("amparo-local-launcher-0.1.0-SNAPSHOT-exec.jar");
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Start-Class", "io.example.Main");
        try (var boot = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            boot.putNextEntry(new ZipEntry("BOOT-INF/classpath.idx"));
        }

        var plans = plans(Map.of("PATH", "", "AMPARO_JAVA_OPTIONS", " -XX:TieredStopAtLevel=4  -Xlog:gc "));

        assertThat(plans.backends()).allSatisfy(plan -> assertThat(plan.command().get())
                .containsSubsequence("-XX:TieredStopAtLevel=1", "-XX:TieredStopAtLevel=4", "-Xlog:gc", "-cp"));
        assertThat(Jvm.extraFlags(Map.of("AMPARO_JAVA_OPTIONS", " "))).isEmpty();
    }

    private ProcessPlans plans(Map<String, String> environment) throws Exception {
        var jar = Service.TICKET.jar(dir);
        Files.createDirectories(jar.getParent());
        Files.write(jar, new byte[0]);
        return new ProcessPlans(new ApplicationCommands(dir, new Home(dir.resolve("home")), Jvm.extraFlags(environment)),
                new Home(dir.resolve("home")), Ports.from(Map.of()), environment);
    }
}
