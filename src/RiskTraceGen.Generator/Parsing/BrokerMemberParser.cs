using Microsoft.CodeAnalysis;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Parsing;

/// <summary>The members of a wrapper: those of the broker in source order, then the inherited ones.</summary>
internal sealed class BrokerMemberParser(INamedTypeSymbol broker, Compilation compilation, ValueParser values)
{
    // What the wrapper itself declares; a member of one of these names cannot be passed through.
    private static readonly HashSet<string> OwnNames = new(StringComparer.Ordinal) { "Flow", "_broker", "TracePoints" };

    private readonly SignatureParser _signatures = new(broker, compilation, values);
    private readonly HashSet<string> _signaturesTaken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SymbolKind> _namesTaken = new(StringComparer.Ordinal);
    private readonly HashSet<string> _memberNames = new(StringComparer.Ordinal);
    private readonly HashSet<ISymbol> _substitutes = new(SymbolEqualityComparer.Default);

    // A trace point can be called neither as the class that holds it nor as what every class has.
    private readonly HashSet<string> _keysTaken = new(StringComparer.Ordinal)
    {
        "TracePoints", "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString",
    };

    public EquatableArray<MemberModel> Parse()
    {
        var members = new List<MemberModel>();
        _memberNames.UnionWith(Candidates().Select(candidate => candidate.Member.Name).Concat(broker.TypeParameters.Select(parameter => parameter.Name)));
        _substitutes.UnionWith(Candidates().Select(candidate => candidate.Member).OfType<IMethodSymbol>().SelectMany(Substitutes));
        foreach ((ISymbol member, INamedTypeSymbol? receiver) in Candidates())
            if (IsUsable(member) && IsFree(member) && Parse(member, receiver) is { } model)
                members.Add(model);
        return members.ToEquatableArray();
    }

    private IEnumerable<(ISymbol Member, INamedTypeSymbol? Receiver)> Candidates()
    {
        for (INamedTypeSymbol? type = broker; type is { SpecialType: not SpecialType.System_Object }; type = type.BaseType)
            foreach (ISymbol member in type.GetMembers())
                yield return (member, null);

        foreach (INamedTypeSymbol contract in broker.AllInterfaces)
            foreach (ISymbol member in contract.GetMembers())
                if (broker.TypeKind == TypeKind.Interface)
                    yield return (member, IsAmbiguous(member, contract) ? contract : null);
                else if (member is IMethodSymbol method && BrokerCalls.FindOwn(method, broker, compilation.Assembly) is not null && !IsShown(member))
                    yield return (member, contract);
    }

    // Two base interfaces declare the same member: a call has to say whose.
    private bool IsAmbiguous(ISymbol member, INamedTypeSymbol contract)
        => broker.AllInterfaces.Any(other
            => !SymbolEqualityComparer.Default.Equals(other, contract)
                && other.GetMembers(member.Name).Any(rival => rival.Kind != member.Kind || SignatureParser.Key(rival) == SignatureParser.Key(member)));

    // A class implements the member in sight, so that it is a candidate already.
    private bool IsShown(ISymbol member)
        => broker.FindImplementationForInterfaceMember(member) is IMethodSymbol { MethodKind: MethodKind.Ordinary } implementation
            && Access.CanReach(implementation, compilation);

    private bool IsUsable(ISymbol member)
        => member is { IsStatic: false, IsImplicitlyDeclared: false, CanBeReferencedByName: true } or IPropertySymbol { IsStatic: false, IsIndexer: true, IsImplicitlyDeclared: false }
            && member is IMethodSymbol { MethodKind: MethodKind.Ordinary } or IPropertySymbol or IEventSymbol
            && Access.CanReach(member, compilation)
            && !OwnNames.Contains(member.Name)
            && member.Name != broker.Name
            && !(member is IMethodSymbol method && IsObjectMember(method))
            && _signatures.CanWrite(member);

    private static bool IsObjectMember(IMethodSymbol method) => (method.Name, method.Parameters.Length) switch
    {
        ("ToString" or "GetHashCode" or "GetType" or "Finalize" or "MemberwiseClone", 0) => true,
        ("Equals", 1) => method.Parameters[0].Type.SpecialType == SpecialType.System_Object,
        _ => false,
    };

    private bool IsFree(ISymbol member)
    {
        bool isIndexer = member is IPropertySymbol { IsIndexer: true };
        if (!_signaturesTaken.Add(SignatureParser.Key(member)))
            return false;
        if (isIndexer)
            return true;
        if (_namesTaken.TryGetValue(member.Name, out SymbolKind kind))
            return kind == SymbolKind.Method && member.Kind == SymbolKind.Method;
        _namesTaken.Add(member.Name, member.Kind);
        return true;
    }

    private MemberModel? Parse(ISymbol member, INamedTypeSymbol? receiver)
    {
        TypeRef? through = receiver is null ? null : TypeRefs.Plain(receiver);
        string visibility = member.DeclaredAccessibility == Accessibility.Public ? "public" : "internal";
        (string reference, string? cref) = References.To(member);
        string name = TypeRefs.Escape(member.Name);
        switch (member)
        {
            case IMethodSymbol method:
                CallModel? call = CallOf(method);
                return new MethodModel(
                    name, visibility, TypeRefs.Of(method.ReturnType), through, reference, cref, SignatureParser.MethodAttributes(method),
                    SignatureParser.RefReturn(method.RefKind), SignatureParser.TypeParameters(method.TypeParameters), SignatureParser.Constraints(method.TypeParameters),
                    _signatures.Parameters(method.Parameters, call is not null), call);
            case IPropertySymbol property:
                bool hasGetter = property.GetMethod is { } getter && Access.CanReach(getter, compilation);
                bool hasSetter = property.SetMethod is { IsInitOnly: false } setter && Access.CanReach(setter, compilation);
                return hasGetter || hasSetter
                    ? new PropertyModel(
                        name, visibility, TypeRefs.Of(property.Type), through, reference, cref, SignatureParser.PropertyAttributes(property),
                        SignatureParser.RefReturn(property.RefKind), hasGetter, hasSetter, _signatures.Parameters(property.Parameters, isTraced: false))
                    : null;
            case IEventSymbol evented:
                return new EventMemberModel(name, visibility, TypeRefs.Of(evented.Type), through, reference, cref, SignatureParser.CarriedAttributes(evented));
            default:
                return null;
        }
    }

    private CallModel? CallOf(IMethodSymbol method)
    {
        BrokerCallMark? mark = BrokerCalls.Find(method, broker, compilation.Assembly);
        if (method.RefKind != RefKind.None || (mark is null && !_substitutes.Contains(method)))
            return null;

        CallKind? kind = KindOf(method.ReturnType, out ITypeSymbol? result);
        if (kind is null)
            return null;

        bool forgives = method.ReturnType.NullableAnnotation == NullableAnnotation.Annotated && kind is CallKind.Task
            || method.GetReturnTypeAttributes().Any(attribute => attribute.AttributeClass?.Name == "MaybeNullAttribute");
        string member = $"{method.ContainingType.Name}.{method.Name}";
        return new CallModel(
            mark?.Name ?? TraceNames.Call(method.Name), member, Key(TraceNames.WithoutAsync(method.Name)), kind.Value, result is null ? null : TypeRefs.WithoutDynamic(result), result is null ? null : values.Parse(result), forgives,
            SignatureParser.AssertsNotNull(method), TokenOf(method), mark is not null && Annotations.Named(mark.Attribute, "Idempotent", false),
            mark is not null && kind is not CallKind.Unrecorded ? PolicyOf(method, mark.Attribute) : null);
    }

    // What takes over for a call, or is asked about it, is traced although nobody marked it.
    private IEnumerable<IMethodSymbol> Substitutes(IMethodSymbol method)
        => BrokerCalls.Find(method, broker, compilation.Assembly) is { Attribute: var attribute }
            ? new[] { CallPolicies.FallbackOf(method, broker, attribute, compilation), CallPolicies.ReconciliationOf(method, broker, attribute, compilation) }.OfType<IMethodSymbol>()
            : [];

    private PolicyModel? PolicyOf(IMethodSymbol method, AttributeData attribute)
        => CallPolicies.HasAny(attribute) && CallPolicies.CanRepeat(method)
            ? new PolicyModel(
                CallPolicies.Settings(attribute).ToEquatableArray(),
                CallPolicies.Words(attribute).ToEquatableArray(),
                Substitute(method, CallPolicies.FallbackOf(method, broker, attribute, compilation), TokenOf(method)),
                Substitute(method, CallPolicies.ReconciliationOf(method, broker, attribute, compilation), token: null))
            : null;

    // A query gets no token: what became of an order has to be known also where the caller does not want it any more.
    private static SubstituteModel? Substitute(IMethodSymbol method, IMethodSymbol? substitute, string? token)
    {
        if (substitute is null)
            return null;

        var given = new Queue<string>(method.Parameters.Where(parameter => !WellKnown.IsCancellationToken(parameter.Type)).Select(parameter => TypeRefs.Escape(parameter.Name)));
        return new SubstituteModel(
            TypeRefs.Escape(substitute.Name),
            References.To(substitute).Element,
            KindOf(substitute.ReturnType, out ITypeSymbol? result) ?? CallKind.Unrecorded,
            result is null ? null : TypeRefs.WithoutDynamic(result),
            substitute.Parameters.Select(parameter => WellKnown.IsCancellationToken(parameter.Type) ? token ?? "" : given.Dequeue()).ToEquatableArray());
    }

    // A broker that takes several is told by any of them; the last is the caller's own by convention.
    private static string? TokenOf(IMethodSymbol method)
        => method.Parameters.LastOrDefault(parameter => parameter.RefKind is RefKind.None or RefKind.In && WellKnown.IsCancellationToken(parameter.Type)) is { } token ? TypeRefs.Escape(token.Name) : null;

    // Overloads share a name; their trace points are numbered in source order. So are those whose nested types would be named as a member.
    private string Key(string name)
    {
        name = char.ToUpperInvariant(name[0]) + name.Substring(1);
        string key = name;
        for (int number = 2; !_keysTaken.Add(key) || _memberNames.Contains(key + "Arguments") || _memberNames.Contains(key + "Invocation") || _memberNames.Contains(key + "ResultEncoder"); number++)
            key = name + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return key;
    }

    // Other tasks than the framework's cannot be awaited without changing what the caller gets, so they pass through untraced.
    private static CallKind? KindOf(ITypeSymbol type, out ITypeSymbol? result)
    {
        result = (type as INamedTypeSymbol)?.TypeArguments.FirstOrDefault();
        if (WellKnown.IsTask(type, 1))
            return CallKind.Task;
        if (WellKnown.IsValueTask(type, 1))
            return CallKind.ValueTask;

        result = null;
        if (type.SpecialType == SpecialType.System_Void)
            return CallKind.Void;
        if (WellKnown.IsTask(type, 0))
            return CallKind.Task;
        if (WellKnown.IsValueTask(type, 0))
            return CallKind.ValueTask;
        if (type.GetMembers("GetAwaiter").Length > 0 || (type.BaseType is { } baseType && WellKnown.Is(baseType, "System.Threading.Tasks", "Task", baseType.Arity)))
            return null;
        if (type.IsRefLikeType || type.TypeKind == TypeKind.Dynamic || type is ITypeParameterSymbol { AllowsRefLikeType: true })
            return CallKind.Unrecorded;

        result = type;
        return CallKind.Value;
    }
}
