using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Generator.Emitting;

/// <summary>What names mean inside a wrapper, where those of the broker's members and parameters come first.</summary>
internal static class WrapperScope
{
    /// <summary>The names in the wrapper's text that are no longer those of the types that it speaks of.</summary>
    public static EquatableArray<string> Hidden(BrokerModel broker, MarkedText text)
    {
        var methods = broker.Members.OfType<MethodModel>().ToList();
        var calls = new HashSet<string>(methods.Select(method => method.Call?.Key).OfType<string>(), StringComparer.Ordinal);
        IEnumerable<string> types = text.Names
            .SelectMany(name => AttributeName.Meanings(GrantedName.In(name.Name, default)))
            .Where(name => CallModel.NestedTypes.Any(
                ending => name.EndsWith(ending, StringComparison.Ordinal) && calls.Contains(name.Substring(0, name.Length - ending.Length))))
            .Append("TracePoints")
            .Concat(methods.SelectMany(method => Split(method.TypeParameters)))
            .Concat(Split(broker.TypeParameters));

        // A member or parameter hides a type only where an expression begins with it.
        IEnumerable<string> values = broker.Members.Select(member => member.Name)
            .Concat(methods.SelectMany(method => method.Parameters.Select(parameter => parameter.Name)))
            .Where(text.Qualifies);
        return types.Concat(values).Distinct().OrderBy(name => name, StringComparer.Ordinal).ToEquatableArray();
    }

    /// <summary>The names that a method declares: no local of it can have one.</summary>
    public static string[] Declared(MethodModel method)
    {
        string[] types = Split(method.TypeParameters);
        var declared = new string[method.Parameters.Count + types.Length];
        for (int place = 0; place < method.Parameters.Count; place++)
            declared[place] = method.Parameters[place].Name;
        types.CopyTo(declared, method.Parameters.Count);
        return declared;
    }

    /// <summary>A member of the wrapper, qualified where a parameter has its name.</summary>
    /// <param name="member">The member's name.</param>
    /// <param name="owner"><c>this</c>, or the wrapper.</param>
    /// <param name="declared">The names declared where it is used.</param>
    public static string Own(string member, string owner, ICollection<string> declared) => declared.Contains(member) ? $"{owner}.{member}" : member;

    private static string[] Split(string typeParameters)
        => typeParameters.Length == 0 ? [] : typeParameters.Trim('<', '>').Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
}
