"""Can every case of the process be finished, exactly once and without getting stuck? (handbook 7)."""
