"""National and municipal holidays, worked out once when the base is compiled.

National days come from the `holidays` package; municipal ones from `knowledge/towns.yml`.
"""

import datetime as dt

YEARS_AHEAD = 4


def closed_days(towns: dict, first_year: int) -> dict[str, dict[str, str]]:
    """"" and town id → {ISO date: name}, from one year before `first_year` to four after."""
    import holidays
    from dateutil.easter import easter

    years = range(first_year - 1, first_year + YEARS_AHEAD + 1)
    days = {"": {d.isoformat(): name for d, name in holidays.PT(years=years).items()}}
    for town_id, town in towns.items():
        rule = town.get("holiday")
        if not rule:
            continue
        if "easter_offset" in rule:
            dates = [easter(y) + dt.timedelta(days=rule["easter_offset"]) for y in years]
        else:
            dates = [dt.date(y, rule["month"], rule["day"]) for y in years]
        days[town_id] = {d.isoformat(): rule["name"] for d in dates}
    return days
