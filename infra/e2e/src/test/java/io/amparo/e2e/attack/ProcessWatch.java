package io.amparo.e2e.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.local.suite.Home;
import io.amparo.local.suite.ProcessState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Collectors;

/** Notices if a process of the suite died, was restarted, or had no memory left. */
final class ProcessWatch {
    private final Home home;
    private final Map<String, Long> pidsAtStart;

    ProcessWatch(Home home) {
        this.home = home;
        this.pidsAtStart = pids();
    }

    void assertUnharmed() throws IOException {
        assertThat(pids()).as("process ids").isEqualTo(pidsAtStart);
        for (var process : pidsAtStart.keySet())
            assertThat(Files.readString(home.logFile(process), StandardCharsets.ISO_8859_1)).as("log of " + process)
                    .doesNotContain("OutOfMemoryError");
    }

    private Map<String, Long> pids() {
        return ProcessState.all(home).stream().filter(ProcessState::alive)
                .collect(Collectors.toMap(ProcessState::name, ProcessState::pid));
    }
}
