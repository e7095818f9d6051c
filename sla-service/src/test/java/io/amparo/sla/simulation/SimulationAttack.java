package io.amparo.sla.simulation;

import io.amparo.platform.web.ApiException;
import io.amparo.sla.calendar.CompileMeter;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** Runs attacks on simulations in a process with the heap of the service, and prints the answer to each. */
final class SimulationAttack {
    private static final int CONCURRENT = 8;

    public static void main(String[] args) {
        System.out.println(answer(simulation(2_000, "P36525D")));
        var largest = simulation(53, "P36525D");
        var answers = new ArrayList<CompletableFuture<String>>();
        for (int i = 0; i < CONCURRENT; i++) answers.add(CompletableFuture.supplyAsync(() -> answer(largest)));
        answers.forEach(answer -> System.out.println(answer.join()));
        System.out.println(answer(simulation(53, "P100D")));
    }

    private static String answer(String json) {
        try {
            JsonMapper.shared().readValue(json, SimulationRequest.class).simulate("", new CompileMeter(1_000_000));
            return "200";
        } catch (ApiException e) {
            return e.status().value() + " " + e.errors().getFirst().field();
        }
    }

    /** Returns a simulation with windows of 20 s on seven days, and the holidays of five countries. */
    private static String simulation(int windows, String budget) {
        var week = IntStream.range(0, windows).mapToObj(i -> """
                {"days": ["MONDAY","TUESDAY","WEDNESDAY","THURSDAY","FRIDAY","SATURDAY","SUNDAY"], "from": "%s", "to": "%s"}"""
                .formatted(time(40 * i), time(40 * i + 20))).collect(Collectors.joining(","));
        return """
                {"calendar": {"zone": "America/New_York", "windows": [%s], "holidaySets": ["br-sp", "de-by", "us", "fr", "it"]},
                 "budget": "%s", "start": "2026-07-20T09:00:00Z", "warnings": [50, 75, 90]}""".formatted(week, budget);
    }

    private static String time(int second) {
        return "%02d:%02d:%02d".formatted(second / 3600, second / 60 % 60, second % 60);
    }

    private SimulationAttack() {}
}
