"""Words that give away what a text holds, whatever its tags and conditions say."""

HOLDS = {
    "dairy": r"milk|yogurt|kefir|cheese|cheddar|edam\b|gouda|mozzarella|parmesan|feta|ricotta"
    r"|custard|cocoa|cream|butter",
    "fish": r"sardine|salmon|mackerel|anchov|shrimp|fish|tuna|prawn",
    "nuts": r"almond|hazelnut|brazil nut|walnut|\bnuts?\b",
    "soy": r"soy|tofu|tempeh|edamame|miso|sardines(?! in tomato)",
    "sesame": r"sesame|tahini|hummus",
    "gluten": r"oats|toast|bread|tempeh|baked beans|wheat|barley|pasta",
    "meat": r"beef|pork|ham\b|bacon|chicken|broth",
}
"""What someone avoids -> its words. Sardines are often packed in soy oil."""

HOLDS["animal"] = "|".join((HOLDS["dairy"], HOLDS["fish"], HOLDS["meat"], "egg", "honey"))

FOOD = "|".join((*HOLDS.values(), "kale|beans|choi|greens|broccoli|okra|figs?|orange|watercress"))

HEAT = r"hot water|hot, not|bottle|heat|bath|shower|electric|something warm|something cold"
STANDING = r"\bstand|\bwall\b|stroll|\bwalk|heel down"
ALCOHOL = "alcohol|wine|beer"
