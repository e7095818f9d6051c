package io.amparo.local.demo;

/** E-mail addresses of the people in the demonstration data. */
final class People {
    static final String ANA = "ana@acme.example";
    static final String BRUNO = "bruno@acme.example";
    static final String CARLA = "carla@borealis.example";
    static final String DIEGO = "diego@cobalt.example";
    static final String DAVI = "davi@community.example";
    static final String FABIO = "fabio@opservices.example";
    static final String GISELE = "gisele@opservices.example";
    static final String HEITOR = "heitor@opservices.example";
    static final String IARA = "iara@opservices.example";

    private People() {}
}
