"""Discrete-event simulation of a process: token game, pools of people, calendars, replications (handbook 6)."""
