package io.amparo.sla.clock;

import io.amparo.platform.web.ApiProblem;
import io.amparo.sla.clock.SimulationText.Answer;
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
    private static final int MOST = 1_000;

    @PostMapping
    Answer one(@RequestBody SimulationText simulation) {
        return simulation.answer("");
    }

    @PostMapping("/batch")
    List<Answer> many(@RequestBody List<SimulationText> simulations) {
        if (simulations.size() > MOST) throw ApiProblem.malformed("", "too-many", MOST);
        return IntStream.range(0, simulations.size()).mapToObj(i -> answer("[" + i + "]", simulations.get(i))).toList();
    }

    private static Answer answer(String at, @Nullable SimulationText simulation) {
        if (simulation == null) throw ApiProblem.malformed(at, "required");
        return simulation.answer(at + ".");
    }
}
