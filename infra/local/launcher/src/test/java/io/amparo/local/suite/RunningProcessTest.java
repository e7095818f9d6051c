package io.amparo.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningProcessTest {
    @TempDir
    Path dir;

    @Test
    void a_live_process_is_found_by_its_pid_file() {
        var file = dir.resolve("me.pid");

        RunningProcess.save(ProcessHandle.current(), file);

        assertThat(RunningProcess.load(file))
                .hasValueSatisfying(process -> assertThat(process.pid()).isEqualTo(ProcessHandle.current().pid()));
    }

    @Test
    void a_reused_pid_is_not_the_recorded_process() throws Exception {
        var anHourAgo = ProcessHandle.current().info().startInstant().orElseThrow().minusSeconds(3600).toEpochMilli();
        var file = Files.writeString(dir.resolve("reused.pid"), ProcessHandle.current().pid() + " " + anHourAgo);

        assertThat(RunningProcess.load(file)).isEmpty();
    }

    @Test
    void a_missing_or_invalid_pid_file_yields_no_process() throws Exception {
        assertThat(RunningProcess.load(dir.resolve("none.pid"))).isEmpty();
        assertThat(RunningProcess.load(Files.writeString(dir.resolve("broken.pid"), "12"))).isEmpty();
        assertThat(RunningProcess.load(Files.writeString(dir.resolve("words.pid"), "not a pid"))).isEmpty();
    }
}
