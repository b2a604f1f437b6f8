"""Plans and their progress: goals, measures, projects, sheets, the printed report."""
