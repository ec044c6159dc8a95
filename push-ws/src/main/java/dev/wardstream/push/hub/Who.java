package dev.wardstream.push.hub;

/**
 * Whose session it is.
 *
 * @param subject of the token
 * @param role roles of the token, lower case, comma-separated
 */
public record Who(String subject, String role) {}
