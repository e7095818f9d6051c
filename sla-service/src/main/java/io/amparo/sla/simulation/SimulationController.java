package io.amparo.sla.simulation;

import io.amparo.platform.web.ApiException;
import io.amparo.sla.simulation.SimulationRequest.SimulationResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Simulates clocks for any signed-in user. It needs no stored data and stores none. */
@RestController
@RequestMapping("/api/v1/sla/simulations")
class SimulationController {
    private static final int MAX_BATCH_SIZE = 1_000;

    @PostMapping
    SimulationResponse simulateOne(@RequestBody SimulationRequest simulation) {
        return simulation.simulate("");
    }

    @PostMapping("/batch")
    List<SimulationResponse> simulateBatch(@RequestBody List<SimulationRequest> simulations) {
        if (simulations.size() > MAX_BATCH_SIZE) throw ApiException.malformed("", "too-many", MAX_BATCH_SIZE);
        return IntStream.range(0, simulations.size()).mapToObj(i -> simulate("[" + i + "]", simulations.get(i))).toList();
    }

    private static SimulationResponse simulate(String at, @Nullable SimulationRequest simulation) {
        if (simulation == null) throw ApiException.malformed(at, "required");
        return simulation.simulate(at + ".");
    }
}
