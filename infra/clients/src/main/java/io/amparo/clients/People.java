package io.amparo.clients;

/** E-mail addresses of the people in the demonstration data, and a machine. */
public final class People {
    /** Administrator of the customer Acme. */
    public static final String ANA = "ana@acme.example";
    public static final String BRUNO = "bruno@acme.example";
    /** Works for Acme but is not one of its contacts. */
    public static final String ERIKA = "erika@acme.example";
    public static final String CARLA = "carla@borealis.example";
    public static final String DIEGO = "diego@cobalt.example";
    /** Has no contract. */
    public static final String DAVI = "davi@community.example";
    /** Agent. */
    public static final String FABIO = "fabio@opservices.example";
    /** Manager. */
    public static final String GISELE = "gisele@opservices.example";
    /** Product manager. */
    public static final String HEITOR = "heitor@opservices.example";
    /** Administrator. */
    public static final String IARA = "iara@opservices.example";
    /** A machine of the vendor that reads all tickets. */
    public static final String READER = "amparo-reader";

    private People() {}
}
