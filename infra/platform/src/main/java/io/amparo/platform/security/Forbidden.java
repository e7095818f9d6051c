package io.amparo.platform.security;

/** This caller may not do this. Says nothing more, so that nobody learns what is there. */
public final class Forbidden extends RuntimeException {}
