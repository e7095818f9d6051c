package io.amparo.platform.security;

/** The caller is not allowed to do this (403). Carries no details, so that it does not reveal which resources exist. */
public final class ForbiddenException extends RuntimeException {}
