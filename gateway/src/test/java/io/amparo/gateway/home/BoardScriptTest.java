package io.amparo.gateway.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Runs the tests of the board's script where Node is installed. */
class BoardScriptTest {

    @Test
    void script_of_the_board_passes_its_own_tests() throws Exception {
        assumeTrue(hasNode(), "Node is not installed");
        var tests = new ProcessBuilder("node", "--test", "src/test/node/").redirectErrorStream(true).start();
        var output = new String(tests.getInputStream().readAllBytes());
        assertThat(tests.waitFor()).as(output).isZero();
    }

    private static boolean hasNode() throws InterruptedException {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }
}
