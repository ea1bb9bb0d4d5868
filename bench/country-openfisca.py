"""The exercise of bench/country by OpenFisca's country template, on the same persons: times and results for comparison.

Pensions and the parenting allowance are outside the exercise and given as zero.
Arguments: folder with persons.csv (born, household, salary) and households.csv (size, occupancy); results go there too.
"""

import json
import resource
import sys
import time

import numpy as np
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_country_template import CountryTaxBenefitSystem

folder = sys.argv[1]
month, year = "2017-01", "2017"
born = np.loadtxt(f"{folder}/persons.csv", delimiter=",", usecols=0, dtype="datetime64[D]")
household, salary = np.loadtxt(f"{folder}/persons.csv", delimiter=",", usecols=(1, 2), unpack=True)
size = np.loadtxt(f"{folder}/households.csv", delimiter=",", usecols=0)
occupancy = np.loadtxt(f"{folder}/households.csv", delimiter=",", usecols=1, dtype=str)
persons, households = len(born), len(size)

system = CountryTaxBenefitSystem()
idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def simulation():
    builder = SimulationBuilder()
    builder.create_entities(system)
    builder.declare_person_entity("person", np.arange(persons))
    instance = builder.declare_entity("household", np.arange(households))
    builder.join_with_persons(instance, household.astype(int), ["adult"] * persons)
    made = builder.build(system)
    made.set_input("birth", "eternity", born)
    made.set_input("salary", month, salary)
    made.set_input("pension", month, np.zeros(persons))
    made.set_input("parenting_allowance", month, np.zeros(households))
    made.set_input("accommodation_size", month, size)
    made.set_input("housing_occupancy_status", month, occupancy)
    return made


times, found = [], {}
for _ in range(4):
    one = simulation()
    start = time.perf_counter()
    found = {name: one.calculate(name, month) for name in ("basic_income", "income_tax", "social_security_contribution")}
    found["housing_tax"] = one.calculate("housing_tax", year)
    found["disposable_income"] = one.calculate("disposable_income", month)
    times.append((time.perf_counter() - start) * 1000)
for name, values in found.items():
    values.astype("float64").tofile(f"{folder}/{name}.bin")
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - idle
print(json.dumps({"times": times[1:], "memory": memory}))
