package io.amparo.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessPlansTest {
    @TempDir
    Path dir;

    @Test
    void without_any_word_everything_runs_here_and_the_store_is_the_embedded_one() throws Exception {
        var plans = plans(Map.of("PATH", ""));

        assertThat(plans.backends()).extracting(ProcessPlan::name).containsExactly("broker", "store");
        assertThat(plans.services()).extracting(ProcessPlan::name).containsExactly("mail", "identity", "ticket-service");
        assertThat(plans.remarks()).anyMatch(remark -> remark.startsWith("store: the embedded one"))
                .anyMatch(remark -> remark.startsWith("gateway: left out"));
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
    void what_the_environment_names_is_not_started() throws Exception {
        var plans = plans(
                Map.of("PATH", "", "KAFKA_BROKERS", "kafka.example:9092", "MONGODB_URI", "mongodb://db.example", "SMTP_URL",
                        "smtp://mail.example", "OIDC_ISSUER", "https://id.example"));

        assertThat(plans.backends()).isEmpty();
        assertThat(plans.services()).extracting(ProcessPlan::name).containsExactly("ticket-service");
        assertThat(plans.services().getFirst().environment()).containsEntry("OIDC_ISSUER", "https://id.example")
                .containsEntry("AMPARO_DEMO", "true");
        assertThat(plans.remarks()).contains("broker: none started, KAFKA_BROKERS is kafka.example:9092");
    }

    private ProcessPlans plans(Map<String, String> environment) throws Exception {
        var jar = Service.TICKET.jar(dir);
        Files.createDirectories(jar.getParent());
        Files.write(jar, new byte[0]);
        return new ProcessPlans(new Layouts(dir, new Home(dir.resolve("home"))), new Home(dir.resolve("home")),
                Ports.from(Map.of()), environment);
    }
}
