package io.amparo.gateway;

import java.util.LinkedHashMap;
import java.util.Map;

/** The stub services by name, one for each service of the suite. */
public final class StubServices {
    private final Map<String, StubService> byName = new LinkedHashMap<>();

    public StubServices() {
        for (var name : new String[]{"ticket", "entitlement", "sla", "knowledge", "notification", "eol"})
            byName.put(name, new StubService(name + "-service"));
    }

    public Map<String, StubService> all() {
        return byName;
    }

    public StubService of(String name) {
        return byName.get(name);
    }

    public void reset() {
        byName.values().forEach(StubService::reset);
    }
}
