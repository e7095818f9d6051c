package io.amparo.local.suite;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * Command and environment with which {@code up} started a process. The supervisor gets them on its standard input: the
 * environment may contain passwords, which must not be in a file.
 */
record SupervisedProcess(String name, List<String> command, Map<String, String> environment) implements Serializable {
    SupervisedProcess {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    static SupervisedProcess of(ProcessPlan plan) {
        return new SupervisedProcess(plan.name(), plan.command().get(), plan.environment());
    }

    SuiteProcess in(Home home) {
        return new SuiteProcess(new ProcessPlan(name, () -> command, environment, List.of(), () -> true, ""), home);
    }
}
