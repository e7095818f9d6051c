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
    void a_live_process_is_known_again_by_its_file() {
        var file = dir.resolve("me.pid");

        RunningProcess.remember(ProcessHandle.current(), file);

        assertThat(RunningProcess.recall(file))
                .hasValueSatisfying(me -> assertThat(me.pid()).isEqualTo(ProcessHandle.current().pid()));
    }

    @Test
    void a_pid_that_was_given_to_another_process_is_not_ours() throws Exception {
        var anHourAgo = ProcessHandle.current().info().startInstant().orElseThrow().minusSeconds(3600).toEpochMilli();
        var file = Files.writeString(dir.resolve("reused.pid"), ProcessHandle.current().pid() + " " + anHourAgo);

        assertThat(RunningProcess.recall(file)).isEmpty();
    }

    @Test
    void no_file_or_a_broken_one_is_no_process() throws Exception {
        assertThat(RunningProcess.recall(dir.resolve("none.pid"))).isEmpty();
        assertThat(RunningProcess.recall(Files.writeString(dir.resolve("broken.pid"), "12"))).isEmpty();
        assertThat(RunningProcess.recall(Files.writeString(dir.resolve("words.pid"), "not a pid"))).isEmpty();
    }
}
