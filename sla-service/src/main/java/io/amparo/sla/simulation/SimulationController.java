package io.amparo.sla.simulation;

import io.amparo.platform.web.ApiException;
import io.amparo.sla.calendar.CompileMeter;
import io.amparo.sla.request.Computation;
import io.amparo.sla.simulation.SimulationRequest.SimulationResponse;
import io.swagger.v3.oas.annotations.Operation;
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
    /** Windows that a request may compile: the largest calendar takes about 250,000 for a century, a usual one 600 for a year. */
    private static final long MAX_COMPILED_WINDOWS = 1_000_000, MAX_COMPILED_WINDOWS_OF_BATCH = 5_000_000;

    @PostMapping
    @Computation(megabytes = 4)
    @Operation(summary = "Simulate a clock without stored data")
    SimulationResponse simulateClock(@RequestBody SimulationRequest simulation) {
        return simulation.simulate("", new CompileMeter(MAX_COMPILED_WINDOWS));
    }

    @PostMapping("/batch")
    @Computation(megabytes = 16)
    @Operation(summary = "Simulate up to 1,000 clocks without stored data")
    List<SimulationResponse> simulateClocks(@RequestBody List<SimulationRequest> simulations) {
        if (simulations.size() > MAX_BATCH_SIZE) throw ApiException.malformed("", "too-many", MAX_BATCH_SIZE);
        var meter = new CompileMeter(MAX_COMPILED_WINDOWS_OF_BATCH);
        return IntStream.range(0, simulations.size()).mapToObj(i -> simulate("[" + i + "]", simulations.get(i), meter)).toList();
    }

    private static SimulationResponse simulate(String at, @Nullable SimulationRequest simulation, CompileMeter meter) {
        if (simulation == null) throw ApiException.malformed(at, "required");
        return simulation.simulate(at + ".", meter);
    }
}
