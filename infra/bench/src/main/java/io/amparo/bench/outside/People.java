package io.amparo.bench.outside;

import java.util.List;

/** Who of the demonstration world does what here. */
public final class People {
    public static final String ANA = "ana@acme.example";
    public static final String BRUNO = "bruno@acme.example";
    public static final String CARLA = "carla@borealis.example";
    public static final String AGENT = "fabio@opservices.example";
    public static final String ADMINISTRATOR = "iara@opservices.example";

    /** Several, because the gateway limits each caller. */
    public static final List<String> CONTACTS = List.of(ANA, BRUNO, CARLA);
    public static final List<String> CONTACTS_OF_ACME = List.of(ANA, BRUNO);

    private People() {}
}
